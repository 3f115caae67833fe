/** Every page of docs/findings that has a scenario: found by it on a kernel that has the bug, as the list of known issues says, and not on one that has it not. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadKnownIssues } from '../../config/known-issues.ts';
import { configured } from '../fixtures/own-series.ts';
import { findingsOn, liveFile } from '../fixtures/run.ts';

const PAGES = new URL('../../../docs/findings/', import.meta.url);
const LIST = fileURLToPath(new URL('known-issues.yaml', PAGES));

interface WrittenUp {
  readonly page: string;
  readonly machine: string;
  readonly policy?: string;
  readonly has: string;
  /** The configuration of a kernel that has to be built for it. */
  readonly builds?: string;
  /** Absent where every kernel that was tried has it. */
  readonly hasNot?: string;
  /** The page whose findings have the same name, numbers left out. */
  readonly alike?: string;
}

const FINDINGS: readonly WrittenUp[] = [
  { page: 'memory-block-leak', machine: 'hmem', has: 'debian:6.12.43', hasNot: 'debian:6.12.95' },
  { page: 'memmap-not-freed', machine: 'hmem', has: 'debian:6.18', hasNot: 'debian:6.12' },
  { page: 'skipped-range-removed', machine: 'hmem-ranges', has: 'debian:6.12.95', hasNot: 'debian:6.12' },
  { page: 'mapping-while-bound', machine: 'hmem-ranges', has: 'debian:6.12.95' },
  { page: 'poisoned-block-leak', machine: 'hmem', has: 'debian:6.12.43', hasNot: 'debian:6.12.95', alike: 'memory-block-leak' },
  { page: 'poisoned-twice', machine: 'hmem', has: 'debian:6.12.43', hasNot: 'debian:6.12.95' },
  { page: 'stale-normal-memory', machine: 'hmem', has: 'debian:6.18', hasNot: 'debian:7.3' },
  { page: 'direct-map-stays', machine: 'hmem', has: 'debian:7.3' },
  { page: 'wrong-altmap-in-rollback', machine: 'hmem', has: 'debian:6.12.95', hasNot: 'debian:7.3' },
  { page: 'small-range-forgotten', machine: 'hmem-ranges', has: 'build:debug', builds: 'debug' },
  { page: 'page-table-missing', machine: 'hmem', has: 'debian:7.3' },
  { page: 'node-not-registered', machine: 'hmem', has: 'debian:6.12' },
  { page: 'memory-type-taken', machine: 'hmem-dimm', has: 'debian:7.3', hasNot: 'debian:6.1' },
  { page: 'size-beside-delete', machine: 'hmem-ranges', has: 'debian:7.3' },
  { page: 'access-classes-lost', machine: 'hmem-hmat', has: 'debian:7.3' },
  { page: 'state-file-not-made', machine: 'hmem', policy: 'auto-online-movable', has: 'debian:7.3' },
  { page: 'mapping-ignored', machine: 'hmem-ranges', has: 'debian:6.12', hasNot: 'debian:6.1' },
  { page: 'empty-mapping', machine: 'hmem-ranges', has: 'debian:6.12' },
  { page: 'online-type-remembered', machine: 'pc-dimm', policy: 'memmap-off', has: 'debian:7.3' },
];

/** The page's own scenario, where it has to run, and under a name that no scenario of daxlab has. */
async function scenarioOf({ page, machine, policy = 'default' }: WrittenUp): Promise<string> {
  const [, yaml] = /```yaml\n(.*?)```/s.exec(await readFile(new URL(`${page}.md`, PAGES), 'utf8')) ?? [];
  return (yaml ?? expect.fail(`${page} has no scenario`)).replace(/^name: .*$/m, `name: page-${page}\non: { machines: [${machine}], policies: [${policy}] }`);
}

describe.each(FINDINGS)('$page', (written) => {
  const { page, has, hasNot, builds, alike = page } = written;

  it(`is found on ${has}, known, ${hasNot === undefined ? 'which all kernels have' : `and not on ${hasNot}`}`, async () => {
    const kernels = [has, ...(hasNot === undefined ? [] : [hasNot])];
    if (builds !== undefined) await configured(builds);
    const ran = await liveFile(await scenarioOf(written), { kernels, known: LIST });
    const [bad, good] = kernels.map((kernel) => ran.summary.scenarios.find((row) => row.kernel === kernel));
    const own = (await loadKnownIssues(LIST)).filter(({ link }) => [page, alike].includes(link.replace(/\.md$/, ''))).map(({ fingerprint }) => fingerprint);
    expect(bad?.findings.map(({ fingerprint }) => fingerprint).filter((fingerprint) => own.includes(fingerprint)), findingsOn(ran, has).join('\n')).not.toEqual([]);
    expect(bad?.findings.every(({ known }) => known), findingsOn(ran, has).join('\n')).toBe(true);
    if (hasNot !== undefined) expect(good).toMatchObject({ verdict: 'pass', findings: [] });
    expect(ran.summary.exitStatus).toBe(0);
  });
});

it('is every page but the one that takes a machine of its own', async () => {
  const pages = (await loadKnownIssues(LIST)).map(({ link }) => link.replace(/\.md$/, ''));
  expect(new Set([...FINDINGS.map(({ page }) => page), 'failed-add-keeps-memory'])).toEqual(new Set(pages));
});
