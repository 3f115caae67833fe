/** A plan over the pool into a record: what all commands that run scenarios have in common. */
import type { NewEvent, RecordEvent } from '../archive/event.ts';
import { itemId } from '../archive/item-id.ts';
import { createRecord, type RecordWriter } from '../archive/record-writer.ts';
import type { Reporter } from '../archive/reporter.ts';
import type { Asked } from '../archive/run-file.ts';
import type { Summary, SummaryRow } from '../archive/summary.ts';
import { ExplainedError } from '../config/explained-error.ts';
import { knownAs, type KnownIssue } from '../config/known-issues.ts';
import { reviewKnown } from '../config/review-known.ts';
import type { PlannedItem, RunPlan } from '../config/run-plan.ts';
import { mayMatch } from '../judge/log/matching.ts';
import { prepareCommand } from '../lab/guest/prepare.ts';
import { modulesFor, preparedFor } from '../scenario/requirements.ts';
import type { AttemptRequest } from './attempt.ts';
import { beginGuest } from './begin.ts';
import type { Beginning } from './beginning.ts';
import type { Budget } from './budget.ts';
import { DEADLINES } from './deadlines.ts';
import { statusOfError } from './ending.ts';
import type { Boot } from './guest.ts';
import { configurationOf, inputsOf, type Made } from './made.ts';
import { ownSources } from './own-sources.ts';
import { localPool, type Alone, type Pool } from './pool.ts';
import type { RunRequest } from './request.ts';
import type { Resumed } from './resume.ts';
import { guestNeeds, Room } from './room.ts';
import { runRow } from './row.ts';
import { runRows } from './rows.ts';
import { summarize, type EndOfRun } from './summarize.ts';
import { Supplies, type SuppliesRequest, type Supply } from './supplies.ts';

export interface PlanOptions {
  readonly request: SuppliesRequest & Pick<RunRequest, 'jobs' | 'results' | 'begin' | 'semantics'>;
  /** For run.json. */
  readonly asked: Asked;
  readonly issues: readonly KnownIssue[];
  readonly budget?: Budget | undefined;
  readonly resumed?: Resumed | undefined;
  /** What is run instead of the plan's items: who does not know its rows beforehand brings them one by one. */
  readonly drive?: Drive | undefined;
}

export type Drive = (run: Driven) => Promise<void>;

/** A run under way. */
export interface Driven {
  /** Runs the row and keeps it for the summary. @param follow is told each event of it */
  readonly runRow: (row: Row, alone: Alone, follow?: (event: RecordEvent) => void) => Promise<SummaryRow>;
  /** Boots guests beside the rows: what they say is in no row. */
  readonly bootBeside: (row: Row) => Boot;
  readonly pool: Pool<Row>;
  readonly append: (event: NewEvent) => void;
  /** `<results>/<run-id>`. */
  readonly folder: string;
}

/** An item with what is done in it, where that is not its scenario's steps. */
export type Row = PlannedItem & Pick<AttemptRequest, 'source'>;

/** @throws what ends it before its rows are done (a defect of daxlab, a full disk, wrong configuration), after the record says so */
export async function runPlan(plan: RunPlan, { request, asked, issues, budget, resumed, drive }: PlanOptions, reporter: Reporter, signal: AbortSignal): Promise<Summary> {
  const today = new Date().toISOString().slice(0, 10);
  const [daxlab, configuration] = [await ownSources(), configurationOf(plan.items)];
  const record = await createRecord(request.results, { asked, daxlab, configuration });
  const append = (event: NewEvent): RecordEvent => {
    const told = record.append(event);
    reporter.event(told);
    return told;
  };
  const rows = new Map<PlannedItem, SummaryRow>();
  const work = async (): Promise<void> => {
    const items = plan.items.map(({ item }) => ({ id: itemId(item), ...item }));
    reporter.start({ runId: record.runId, folder: record.folder, suite: plan.suite, items });
    append({ type: 'run-started', suite: plan.suite, items });
    for (const [planned, row] of takeOver(plan.items, resumed, issues, today, append)) rows.set(planned, row);
    const supplies = await Supplies.open(request, (what) => { append({ type: 'progress', what }); }, signal);
    const made = new Map<PlannedItem, Made>();
    const room = new Room(process.availableMemory());
    const pool = localPool<Row>(request.jobs, ({ machine }) => room.enter(guestNeeds(machine)));
    // One row of many whose number nobody knows is worth a snapshot.
    const begin = { beginning: request.begin ?? 'auto', alike: drive ? () => 2 : alikeIn(plan.items) };
    const boot = bootOf(supplies, record, begin, (planned, supply) => { made.set(planned, inputsOf(planned, supply, daxlab, request.semantics)); });
    const rowOf: Driven['runRow'] = async (planned, alone, follow) => {
      const row = await runRow({
        ...planned, semantics: request.semantics, alone, boot: boot(planned), made: () => made.get(planned), deadlines: DEADLINES, signal,
        append: (event) => {
          const told = append(event);
          follow?.(told);
        },
        isKnown: (finding) => knownAs(issues, { ...finding, kernel: planned.item.kernel }, today) !== undefined,
      });
      rows.set(planned, row);
      return row;
    };
    if (drive) await drive({ runRow: rowOf, bootBeside: besides(supplies, record, begin), pool, append, folder: record.folder });
    else await runRows({ items: plan.items.filter((planned) => !rows.has(planned)), pool, budget, append, signal, runRow: rowOf });
  };
  const close = async (end: EndOfRun): Promise<Summary> => {
    const summary = summarize(plan, record.runId, rows, end);
    const review = reviewKnown(issues, summary.scenarios, today);
    if (review.expired.length + review.unseen.length > 0) append({ type: 'known-issues', ...review });
    append({ type: 'run-ended', verdict: summary.verdict, exitStatus: summary.exitStatus });
    await record.writeSummary(summary);
    await reporter.end(summary);
    return summary;
  };
  try {
    await work().catch(async (error: unknown) => {
      const left = plan.items.filter((planned) => !rows.has(planned));
      const reason = `the run was ended: ${firstLine(error)}`;
      // What cannot be written any more is not worth more than the error that ended the run.
      await Promise.resolve().then(() => {
        for (const { item } of signal.aborted ? [] : left) append({ type: 'item-not-run', item: itemId(item), reason });
        return close({ interrupted: signal.aborted, error: { status: statusOfError(error), reason } });
      }).catch(() => undefined);
      throw error;
    });
    return await close({ interrupted: signal.aborted });
  } finally {
    record.close();
  }
}

/** What is explained needs no name of a class before it. */
const firstLine = (error: unknown): string => (error instanceof ExplainedError ? error.message : String(error)).split('\n', 1)[0] ?? '';

/** The rows of the run that is gone on with; what is known is what is known today. */
function takeOver(items: readonly PlannedItem[], resumed: Resumed | undefined, issues: readonly KnownIssue[], today: string, append: (event: NewEvent) => void): ReadonlyMap<PlannedItem, SummaryRow> {
  const taken = new Map<PlannedItem, SummaryRow>();
  for (const planned of resumed ? items : []) {
    const item = itemId(planned.item);
    const judged = resumed?.judged.get(item);
    if (!resumed || !judged) continue;
    const before = judged.verdict;
    const known = (fingerprint: string): boolean => mayMatch({ fingerprint }) && knownAs(issues, { fingerprint, kernel: planned.item.kernel, release: before.row.kernelRelease }, today) !== undefined;
    const row = { ...before.row, from: before.from ?? resumed.from, findings: before.row.findings.map((finding) => ({ ...finding, known: known(finding.fingerprint) })) };
    taken.set(planned, row);
    for (const { counts, attempt } of judged.covered) append({ type: 'covered', item, attempt, counts });
    append({ type: 'item-judged', item, row, findings: before.findings, from: before.from ?? resumed.from });
  }
  return taken;
}

/** How many rows want the same machine with the same kernel: a machine is as its policy boots it. */
function alikeIn(items: readonly PlannedItem[]): (planned: PlannedItem) => number {
  const key = ({ machine, item }: PlannedItem): string => JSON.stringify([machine, item.kernel]);
  const counts = new Map<string, number>();
  for (const planned of items) counts.set(key(planned), (counts.get(key(planned)) ?? 0) + 1);
  return (planned) => counts.get(key(planned)) ?? 1;
}

type Supplied = (planned: PlannedItem, supply: Supply) => void;

interface Beginnings {
  readonly beginning: Beginning;
  readonly alike: (planned: PlannedItem) => number;
}

const bootOf = (supplies: Supplies, record: RecordWriter, { beginning, alike }: Beginnings, supplied: Supplied) => (planned: PlannedItem): Boot => async ({ item, attempt, log, progress, signal }) => {
  const supply = await supplies.for(item.kernel);
  supplied(planned, supply);
  await record.addUsed(supply.used);
  const id = itemId(item);
  return beginGuest({
    machine: planned.machine, supply, signal, progress, deadline: DEADLINES.boot, onConsoleLine: log.push,
    directory: await record.machineFolder(id, attempt),
    started: (guest) => record.addGuest({ item: id, attempt, prepare: prepareCommand(planned.machine, modulesFor(preparedFor(planned.scenario))), ...guest }),
  }, { beginning, alike: alike(planned), attempt });
};

/** Their consoles are kept with those of the rows. */
const besides = (supplies: Supplies, record: RecordWriter, { beginning, alike }: Beginnings) => (planned: PlannedItem): Boot => async ({ item, attempt, log, progress, signal }) => beginGuest({
  machine: planned.machine, supply: await supplies.for(item.kernel), signal, progress, deadline: DEADLINES.boot, onConsoleLine: log.push,
  directory: await record.machineFolder(itemId(item), attempt), started: () => Promise.resolve(),
}, { beginning, alike: alike(planned), attempt: 1 });
