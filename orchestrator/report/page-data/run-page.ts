/** The data of a run's page, no larger than a browser opens at once. */
import type { RunFile } from '../../archive/run-file.ts';
import { rowName } from '../../archive/item-id.ts';
import type { Summary } from '../../archive/summary.ts';
import type { Comparison } from '../comparison/shape.ts';
import { coverageRows } from '../coverage.ts';
import { heldToLines } from '../held-to.ts';
import { notObservableLines } from '../not-observable.ts';
import { elapsed, whyNotRun, type ItemStory, type RunStory } from '../story.ts';
import type { RowHistory } from '../../triage/row-history.ts';
import type { RowDetail } from './row-shape.ts';
import type { PageFinding, PageRow, RunFacts, RunPage } from './shape.ts';

/** Characters of details. A row that failed takes 20,000 to 200,000. */
export const MOST = 8_000_000;

export interface RunPageInput {
  readonly run: RunFile;
  /** Absent for a run that was killed. */
  readonly summary: Summary | undefined;
  readonly story: RunStory;
  readonly details: readonly RowDetail[];
  /** Over the runs up to this one; without any a finding is just a finding. */
  readonly compared?: Comparison | undefined;
  readonly histories?: readonly RowHistory[] | undefined;
}

export function runPage({ run, summary, story, details, compared, histories = [] }: RunPageInput, most: number = MOST): RunPage {
  const { kept, leftOut } = withinSize(details, most);
  const statuses = new Map(histories.flatMap(({ row, findings }) => findings.map(({ finding, status }) => [keyOf(row, finding.fingerprint), status] as const)));
  return {
    kind: 'run', run: runFacts(run, summary, story), rows: [...story.items.values()].map((item) => withStatus(pageRow(item), statuses)), details: kept, leftOut,
    coverage: coverageRows(story), notObservable: [...heldToLines(story), ...notObservableLines(story)], ...(compared && { compared }),
  };
}

function withStatus(row: PageRow, statuses: ReadonlyMap<string, PageFinding['status']>): PageRow {
  return statuses.size === 0 ? row : { ...row, findings: row.findings.map((finding) => ({ ...finding, status: statuses.get(keyOf(row, finding.fingerprint)) })) };
}

const keyOf = ({ name, machine, kernel, policy }: RowHistory['row'], fingerprint: string): string => [name, machine, kernel, policy, fingerprint].join('\n');

/** The first row of every finding comes before the second of any. */
function withinSize(details: readonly RowDetail[], most: number): { readonly kept: readonly RowDetail[]; readonly leftOut: readonly string[] } {
  const told = new Set<string>();
  const isFirst = details.map(({ findings }) => {
    const fresh = findings.some(({ fingerprint }) => !told.has(fingerprint));
    for (const { fingerprint } of findings) told.add(fingerprint);
    return fresh;
  });
  const kept = new Set<RowDetail>();
  let size = 0;
  for (const detail of [...details.filter((_, place) => isFirst[place]), ...details.filter((_, place) => !isFirst[place])]) {
    size += JSON.stringify(detail).length;
    if (size > most) break;
    kept.add(detail);
  }
  return { kept: details.filter((detail) => kept.has(detail)), leftOut: details.filter((detail) => !kept.has(detail)).map(({ id }) => id) };
}

function pageRow(item: ItemStory): PageRow {
  const { id, key, row, from } = item;
  const { machine, kernel, policy } = key;
  const same = { id, name: rowName(key), machine, kernel, policy, took: Math.round(elapsed(item)), from };
  if (!row) return { ...same, release: '', reason: whyNotRun(item), attempts: item.attempts.length, checked: 0, findings: [] };
  const { kernelRelease: release, verdict, reason, attempts, checkedOperations: checked, findings } = row;
  return { ...same, release, verdict, reason: verdict === 'pass' ? undefined : reason, attempts, checked, findings };
}

/** What a reader looks for first among some hundred packages. */
const TELLING = /^(daxlab|qemu|qemu-system-x86|ndctl|cxl|kmod|busybox-static)$/;

function runFacts({ runId, startedAt, asked, host, used, daxlab }: RunFile, summary: Summary | undefined, { suite, started = 0, last = 0 }: RunStory): RunFacts {
  const told = [daxlab, ...used].filter(({ name }, place) => place === 0 || TELLING.test(name));
  return {
    id: runId, suite, startedAt, took: Math.round(last - started), verdict: summary?.verdict, exitStatus: summary?.exitStatus, rules: summary?.rules,
    command: ['daxlab', ...asked.command].join(' '), host: `Linux ${host.kernel}, ${host.cpus} processors, ${Math.round(host.memory / 1024 ** 3)} GiB`,
    used: told.map(({ name, version = '' }) => `${name} ${version}`.trim()),
  };
}
