/** One run from request to summary: plan, supplies, rows over the pool, record. */
import { readFile } from 'node:fs/promises';
import type { NewEvent } from '../archive/event.ts';
import { itemId } from '../archive/item-id.ts';
import { createRecord, type RecordWriter } from '../archive/record-writer.ts';
import type { Reporter } from '../archive/reporter.ts';
import type { Used } from '../archive/run-file.ts';
import { SUMMARY_SCHEMA, type Summary, type SummaryRow } from '../archive/summary.ts';
import { loadCatalogue } from '../config/catalogue.ts';
import { ConfigError } from '../config/explained-error.ts';
import { planRun, type PlannedItem, type RunPlan } from '../config/run-plan.ts';
import { expectedUnsupported } from '../config/suite.ts';
import { exitStatus, runVerdict, type Counted } from '../judge/exit-status.ts';
import { RULES } from '../judge/rules.ts';
import { DEADLINES } from './deadlines.ts';
import type { Boot } from './guest.ts';
import { bootGuest } from './boot.ts';
import { localPool } from './pool.ts';
import type { RunRequest } from './request.ts';
import { runRow } from './row.ts';
import { Supplies } from './supplies.ts';

/** @throws ConfigError before anything is recorded; what is a defect of daxlab after the record says so */
export async function run(request: RunRequest, reporter: Reporter, signal: AbortSignal): Promise<Summary> {
  const plan = await planRun(request.suites, request, await loadCatalogue());
  const record = await createRecord(request.results, { asked: asked(request), daxlab: await daxlab() });
  const append = (event: NewEvent): void => { reporter.event(record.append(event)); };
  try {
    const items = plan.items.map(({ item }) => ({ id: itemId(item), ...item }));
    reporter.start({ runId: record.runId, folder: record.folder, suite: plan.suite, items });
    append({ type: 'run-started', suite: plan.suite, items });
    const supplies = await Supplies.open(request, (what) => { append({ type: 'progress', what }); }, signal);
    const rows = await runRows(plan, request.jobs, bootOf(plan, supplies, record), append, signal);
    const summary = summarize(plan, record.runId, rows, signal.aborted);
    append({ type: 'run-ended', verdict: summary.verdict, exitStatus: summary.exitStatus });
    await record.writeSummary(summary);
    await reporter.end(summary);
    return summary;
  } finally {
    record.close();
  }
}

/** The rows that were finished, by item; an interrupted run has fewer. */
async function runRows(plan: RunPlan, jobs: number, boot: (planned: PlannedItem) => Boot, append: (event: NewEvent) => void, signal: AbortSignal): Promise<ReadonlyMap<PlannedItem, SummaryRow>> {
  const rows = new Map<PlannedItem, SummaryRow>();
  try {
    await localPool(jobs).run(plan.items, async (planned) => {
      signal.throwIfAborted();
      rows.set(planned, await runRow({ ...planned, boot: boot(planned), deadlines: DEADLINES, append, signal }));
    });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return rows;
}

const bootOf = (plan: RunPlan, supplies: Supplies, record: RecordWriter) => ({ machine }: PlannedItem): Boot => async ({ item, attempt, log, progress, signal }) => {
  const supply = await supplies.for(item.kernel);
  await record.addUsed(supply.used);
  const id = itemId(item);
  return bootGuest({
    machine, supply, signal, progress, deadline: DEADLINES.boot, onConsoleLine: log.push,
    directory: await record.machineFolder(id, attempt),
    started: (guest) => record.addGuest({ item: id, attempt, ...guest }),
  });
};

function summarize(plan: RunPlan, runId: string, finished: ReadonlyMap<PlannedItem, SummaryRow>, interrupted: boolean): Summary {
  const scenarios = [...finished.values()];
  const counted = [...finished].map(([{ suite, item }, row]): Counted => ({
    verdict: row.verdict, findings: row.findings,
    expectedUnsupported: expectedUnsupported(suite, { ...item, release: row.kernelRelease === '' ? undefined : row.kernelRelease }) !== undefined,
  }));
  return { schema: SUMMARY_SCHEMA, runId, suite: plan.suite, rules: RULES, verdict: runVerdict(counted), exitStatus: exitStatus(counted, { interrupted }), scenarios };
}

function asked({ command, suites, machines, kernels, policies, modules, qemu, jobs }: RunRequest): Parameters<typeof createRecord>[1]['asked'] {
  return {
    command: [...command], suites: [...suites], jobs,
    ...(machines && { machines: [...machines] }), ...(kernels && { kernels: [...kernels] }), ...(policies && { policies: [...policies] }), ...(modules !== undefined && { modules }), ...(qemu !== undefined && { qemu }),
  };
}

async function daxlab(): Promise<Used> {
  const file = new URL('../../package.json', import.meta.url);
  const { version } = JSON.parse(await readFile(file, 'utf8')) as { version?: string };
  if (version === undefined) throw new ConfigError({ doing: 'reading the version of daxlab', to: 'package.json', expected: 'a version' });
  return { name: 'daxlab', version };
}
