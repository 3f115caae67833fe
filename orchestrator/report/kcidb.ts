/** kcidb.json: a run as KernelCI's database would be told of it. A checkout and a build for each kernel that was asked for, a test for each row, an issue for each finding. */
import { kernelSlug, rowName } from '../archive/item-id.ts';
import type { RunFile, Used } from '../archive/run-file.ts';
import { isKnown, type SummaryRow } from '../archive/summary.ts';
import { findingLines } from './finding-text.ts';
import { kcidbSchema, ORIGIN, type Kcidb, type KcidbStatus } from './kcidb-schema.ts';
import { printable } from './printable.ts';
import { elapsed, rowTitle, whyNotRun, type ItemStory, type RunStory } from './story.ts';

const LONGEST_EXCERPT = 16_000;

export function kcidbJson(run: RunFile, story: RunStory): string {
  const items = [...story.items.values()];
  const kernels = [...new Set(items.map(({ key }) => key.kernel))];
  const value: Kcidb = {
    version: { major: 5, minor: 3 },
    checkouts: kernels.map((kernel) => checkout(run, kernel)),
    builds: kernels.map((kernel) => build(run, kernel, items)),
    tests: items.map((item) => test(run, item)),
    issues: issues(items),
    incidents: items.flatMap((item) => incidents(run, item)),
  };
  return `${JSON.stringify(kcidbSchema.parse(value), undefined, 2)}\n`;
}

/** Each record is told by itself: another run of the same kernel is another checkout. */
const idOf = ({ runId }: RunFile, what: string): string => `${ORIGIN}:${runId}:${what}`;

function checkout(run: RunFile, kernel: string): Kcidb['checkouts'][number] {
  const [, version] = /^debian:(.*)$/.exec(kernel) ?? [];
  return {
    id: idOf(run, kernelSlug(kernel)), origin: ORIGIN, start_time: run.startedAt, comment: kernel, valid: true,
    ...(version === undefined ? {} : { tree_name: 'debian' }),
  };
}

function build(run: RunFile, kernel: string, items: readonly ItemStory[]): Kcidb['builds'][number] {
  const own = items.filter(({ key }) => key.kernel === kernel);
  const release = own.find(({ row }) => row !== undefined && row.kernelRelease !== '')?.row?.kernelRelease;
  const ids = new Set(own.map(({ id }) => id));
  const guest = run.guests.find(({ item }) => ids.has(item));
  return {
    id: idOf(run, kernelSlug(kernel)), checkout_id: idOf(run, kernelSlug(kernel)), origin: ORIGIN, architecture: 'x86_64', comment: release ?? kernel,
    // It was there to be booted, whoever built it, and whenever.
    ...(guest ? { status: 'PASS' as const } : {}), misc: { ...(guest?.kernel ? { kernel: named(guest.kernel) } : {}), ...(release === undefined ? {} : { release }) },
  };
}

/** Without the path that it had here. */
const named = ({ name, version, sha256 }: Used): Omit<Used, 'from'> => ({ name, ...(version === undefined ? {} : { version }), ...(sha256 === undefined ? {} : { sha256 }) });

function test(run: RunFile, item: ItemStory): Kcidb['tests'][number] {
  const { id, key, row } = item;
  const known = row && isKnown(row);
  const excerpt = row?.verdict === 'pass' ? '' : log(item).join('\n').slice(0, LONGEST_EXCERPT);
  return {
    id: idOf(run, id), build_id: idOf(run, kernelSlug(key.kernel)), origin: ORIGIN, path: testPath(item),
    status: row ? kcidbStatus(row) : 'MISS', comment: printable(rowTitle(row ?? { ...key, name: rowName(key) })),
    environment: { comment: 'QEMU', misc: { machine: key.machine, policy: key.policy } },
    ...(item.started === undefined ? {} : { start_time: wallClock(run, item.started), duration: Math.round(elapsed(item)) / 1000 }),
    ...(excerpt === '' ? {} : { log_excerpt: excerpt }),
    misc: {
      ...(row ? { verdict: row.verdict, attempts: row.attempts, checked_operations: row.checkedOperations, findings: row.findings, ...(known === true ? { known } : {}) } : {}),
      ...(item.from === undefined ? {} : { from_run: item.from }),
    },
  };
}

/** By itself `unknown` tells nothing of the kernel: what contradicts itself, and a stall, which a host short of time makes. */
const told = ({ row }: ItemStory): readonly SummaryRow['findings'][number][] => (row && row.verdict !== 'unknown' ? row.findings : []);

const issueId = (fingerprint: string): string => `${ORIGIN}:${fingerprint}`;
/** It stays: a title that changes is another fingerprint's. */
const ISSUE_VERSION = 1;

/** One for each fingerprint, the same in every run and on every machine. */
function issues(items: readonly ItemStory[]): Kcidb['issues'] {
  const found = new Map(items.flatMap(told).map(({ fingerprint, kind, title }) => [fingerprint, { kind, title }]));
  return [...found].map(([fingerprint, { kind, title }]) =>
    ({ id: issueId(fingerprint), version: ISSUE_VERSION, origin: ORIGIN, report_subject: printable(title), culprit: { code: true, tool: false, harness: false }, misc: { kind } }));
}

function incidents(run: RunFile, item: ItemStory): Kcidb['incidents'] {
  const seen = new Set(told(item).map(({ fingerprint }) => fingerprint));
  return [...seen].map((fingerprint) =>
    ({ id: idOf(run, `${item.id}:${fingerprint}`), origin: ORIGIN, issue_id: issueId(fingerprint), issue_version: ISSUE_VERSION, test_id: idOf(run, item.id), present: true }));
}

const wallClock = ({ startedAt, startedAtMonotonic }: RunFile, monotonic: number): string =>
  new Date(Date.parse(startedAt) + Math.max(0, monotonic - startedAtMonotonic)).toISOString();

/** `daxlab.cycle.memmap_on_memory-1.cxl.default`: without the kernel, which is the build's. */
function testPath({ key: { scenario, attribute, machine, policy } }: ItemStory): string {
  const parts = ['daxlab', scenario, ...(attribute === undefined ? [] : [`memmap_on_memory-${attribute}`]), machine, policy];
  return parts.map((part) => part.replace(/[^a-zA-Z0-9_-]+/g, '_') || '_').join('.');
}

export function kcidbStatus({ verdict, findings }: Pick<SummaryRow, 'verdict' | 'findings'>): KcidbStatus {
  switch (verdict) {
    case 'pass':
      return 'PASS';
    case 'unsupported':
      return 'SKIP';
    case 'model-mismatch':
    case 'kernel-crash':
    case 'guest-hang':
      return 'FAIL';
    case 'boot-failure':
      return findings.length > 0 ? 'FAIL' : 'MISS';
    case 'infra-failure':
      return 'MISS';
    case 'unknown':
      return 'ERROR';
  }
}

function log(item: ItemStory): string[] {
  const { row, findings, lastLines } = item;
  const reason = row ? row.reason : whyNotRun(item);
  return [...(reason === undefined ? [] : [reason]), ...findings.flatMap(findingLines), ...lastLines].map(printable);
}
