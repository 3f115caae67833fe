/** `daxlab explore` from the command line's request to what it came to. */
import { monotonicMilliseconds } from '../../archive/clock.ts';
import { corpusFile, readCorpus, type CorpusEntry } from '../../archive/explore/corpus.ts';
import type { Replay } from '../../archive/explore/token.ts';
import type { Reporter } from '../../archive/reporter.ts';
import type { Asked } from '../../archive/run-file.ts';
import { EXPLORE } from '../../archive/suite-names.ts';
import type { Summary } from '../../archive/summary.ts';
import { loadCatalogue } from '../../config/catalogue.ts';
import { loadKnownIssues } from '../../config/known-issues.ts';
import { listSource } from '../../scenario/explore/shrink/performable.ts';
import { runPlan, type Drive } from '../run-plan.ts';
import { Exploration, type Explored } from './exploration.ts';
import { placesOf, rowOf, type Place } from './place.ts';
import type { ExploreRequest } from './request.ts';

export interface ExploredRun extends Explored {
  readonly summary: Summary;
}

/** @throws what runPlan throws, and RecordReadError for a corpus that cannot be read */
export async function explore(request: ExploreRequest, reporter: Reporter, signal: AbortSignal): Promise<ExploredRun> {
  const places = placesOf(request, await loadCatalogue());
  const corpora = new Map<string, readonly CorpusEntry[]>();
  for (const machine of request.machines) corpora.set(machine, await readCorpus(corpusFile(request.results, machine)));
  const exploration = new Exploration({ request, places, corpora, clock: monotonicMilliseconds, signal });
  const summary = await recorded(request, exploration.drive, reporter, signal);
  return { summary, ...exploration.explored };
}

/** One sequence of a token again, where it was found or on another kernel. @throws what runPlan throws */
export async function replay({ machine, kernel, policy, operations }: Replay, request: Omit<ExploreRequest, 'machines' | 'policies' | 'seed' | 'length'>, reporter: Reporter, signal: AbortSignal): Promise<Summary> {
  const asked = { ...request, machines: [machine], policies: [policy], kernels: request.kernels.length > 0 ? request.kernels : [kernel] };
  const places = placesOf(asked, await loadCatalogue());
  const drive: Drive = async (run) => {
    const rows = places.map((place: Place) => rowOf(place, 'replay', `${operations.length} operations of a token`, () => listSource(operations)));
    await run.pool.run(rows, async (row, alone) => { await run.runRow(row, alone); }).catch((error: unknown) => { if (!signal.aborted) throw error; });
  };
  return recorded(asked, drive, reporter, signal);
}

async function recorded(request: Omit<ExploreRequest, 'seed' | 'length'>, drive: Drive, reporter: Reporter, signal: AbortSignal): Promise<Summary> {
  const { command, machines, kernels, policies, jobs, modules, qemu, known, time } = request;
  const asked: Asked = {
    command, suites: [EXPLORE], machines, kernels, policies, jobs,
    ...(modules !== undefined && { modules }), ...(qemu !== undefined && { qemu }), ...(known !== undefined && { known }), ...(time !== undefined && { budget: time }),
  };
  return runPlan({ suite: EXPLORE, items: [] }, { request, asked, issues: await loadKnownIssues(known), drive }, reporter, signal);
}
