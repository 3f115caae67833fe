/** One run from request to summary: plan, supplies, rows over the pool, record. */
import { monotonicMilliseconds } from '../archive/clock.ts';
import type { NewEvent } from '../archive/event.ts';
import { itemId } from '../archive/item-id.ts';
import { createRecord, type RecordWriter } from '../archive/record-writer.ts';
import type { Reporter } from '../archive/reporter.ts';
import type { Asked } from '../archive/run-file.ts';
import type { Summary, SummaryRow } from '../archive/summary.ts';
import { loadCatalogue } from '../config/catalogue.ts';
import { knownAs, loadKnownIssues, type KnownIssue } from '../config/known-issues.ts';
import { reviewKnown } from '../config/review-known.ts';
import { DEFAULT_SUITE, planRun, type PlannedItem } from '../config/run-plan.ts';
import { formatShard, shardOf } from '../config/shard.ts';
import { formatTime } from '../config/time.ts';
import { prepareCommand } from '../lab/guest/prepare.ts';
import { modulesFor } from '../scenario/requirements.ts';
import { DEADLINES } from './deadlines.ts';
import type { Boot } from './guest.ts';
import { bootGuest } from './boot.ts';
import { configurationOf, inputsOf, type Made } from './made.ts';
import { ownSources } from './own-sources.ts';
import { localPool } from './pool.ts';
import type { RunRequest } from './request.ts';
import { resume, type Resumed } from './resume.ts';
import { runRow } from './row.ts';
import { runRows, type Budget } from './rows.ts';
import { summarize } from './summarize.ts';
import { Supplies, type Supply } from './supplies.ts';

/** @throws ConfigError and RecordReadError before anything is recorded; what is a defect of daxlab after the record says so */
export async function run(asked: RunRequest, reporter: Reporter, signal: AbortSignal): Promise<Summary> {
  const budget = asked.budget === undefined ? undefined : budgetOf(asked.budget);
  const resumed = asked.resume === undefined ? undefined : await resume(asked, asked.resume);
  const request = resumed?.request ?? asked;
  const { suites = [DEFAULT_SUITE], shard } = request;
  const [whole, issues] = await Promise.all([loadCatalogue().then((catalogue) => planRun(suites, request, catalogue)), loadKnownIssues(request.known)]);
  const plan = shard ? { ...whole, items: shardOf(whole.items, shard) } : whole;
  const today = new Date().toISOString().slice(0, 10);
  const [daxlab, configuration] = [await ownSources(), configurationOf(plan.items)];
  const record = await createRecord(request.results, { asked: recordedRequest({ ...request, suites }, resumed), daxlab, configuration });
  const append = (event: NewEvent): void => { reporter.event(record.append(event)); };
  try {
    const items = plan.items.map(({ item }) => ({ id: itemId(item), ...item }));
    reporter.start({ runId: record.runId, folder: record.folder, suite: plan.suite, items });
    append({ type: 'run-started', suite: plan.suite, items });
    const taken = takeOver(plan.items, resumed, issues, today, append);
    const supplies = await Supplies.open(request, (what) => { append({ type: 'progress', what }); }, signal);
    const made = new Map<PlannedItem, Made>();
    const boot = bootOf(supplies, record, (planned, supply) => { made.set(planned, inputsOf(planned, supply, daxlab)); });
    const rows = await runRows({
      items: plan.items.filter((planned) => !taken.has(planned)), pool: localPool(request.jobs), budget, append, signal,
      runRow: (planned) => runRow({
        ...planned, boot: boot(planned), made: () => made.get(planned), deadlines: DEADLINES, append, signal,
        isKnown: (finding) => knownAs(issues, { ...finding, kernel: planned.item.kernel }, today) !== undefined,
      }),
    });
    const summary = summarize(plan, record.runId, new Map([...taken, ...rows]), signal.aborted);
    const review = reviewKnown(issues, summary.scenarios, today);
    if (review.expired.length + review.unseen.length > 0) append({ type: 'known-issues', ...review });
    append({ type: 'run-ended', verdict: summary.verdict, exitStatus: summary.exitStatus });
    await record.writeSummary(summary);
    await reporter.end(summary);
    return summary;
  } finally {
    record.close();
  }
}

/** The rows of the run that is gone on with; what is known is what is known today. */
function takeOver(items: readonly PlannedItem[], resumed: Resumed | undefined, issues: readonly KnownIssue[], today: string, append: (event: NewEvent) => void): ReadonlyMap<PlannedItem, SummaryRow> {
  const taken = new Map<PlannedItem, SummaryRow>();
  for (const planned of resumed ? items : []) {
    const item = itemId(planned.item);
    const judged = resumed?.judged.get(item);
    if (!resumed || !judged) continue;
    const before = judged.verdict;
    const known = (fingerprint: string): boolean => knownAs(issues, { fingerprint, kernel: planned.item.kernel, release: before.row.kernelRelease }, today) !== undefined;
    const row = { ...before.row, from: before.from ?? resumed.from, findings: before.row.findings.map((finding) => ({ ...finding, known: known(finding.fingerprint) })) };
    taken.set(planned, row);
    for (const { counts, attempt } of judged.covered) append({ type: 'covered', item, attempt, counts });
    append({ type: 'item-judged', item, row, findings: before.findings, from: before.from ?? resumed.from });
  }
  return taken;
}

/** From now on. */
function budgetOf(milliseconds: number): Budget {
  const end = monotonicMilliseconds() + milliseconds;
  return { usedUp: () => monotonicMilliseconds() >= end, time: formatTime(milliseconds) };
}

type Supplied = (planned: PlannedItem, supply: Supply) => void;

const bootOf = (supplies: Supplies, record: RecordWriter, supplied: Supplied) => (planned: PlannedItem): Boot => async ({ item, attempt, log, progress, signal }) => {
  const supply = await supplies.for(item.kernel);
  supplied(planned, supply);
  await record.addUsed(supply.used);
  const id = itemId(item);
  return bootGuest({
    machine: planned.machine, supply, signal, progress, deadline: DEADLINES.boot, onConsoleLine: log.push,
    directory: await record.machineFolder(id, attempt),
    started: (guest) => record.addGuest({ item: id, attempt, prepare: prepareCommand(planned.machine, modulesFor(planned.scenario.requires)), ...guest }),
  });
};

type WholeRequest = RunRequest & { readonly suites: readonly string[] };

function recordedRequest({ command, suites, machines, kernels, policies, modules, qemu, known, jobs, shard, budget }: WholeRequest, resumed: Resumed | undefined): Asked {
  return {
    command, suites, jobs, ...(machines && { machines }), ...(kernels && { kernels }), ...(policies && { policies }),
    ...(modules !== undefined && { modules }), ...(qemu !== undefined && { qemu }), ...(known !== undefined && { known }),
    ...(shard && { shard: formatShard(shard) }), ...(budget !== undefined && { budget }), ...(resumed && { resumed: resumed.from }),
  };
}
