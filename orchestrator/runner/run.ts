/** One run from the command line's request to its summary. */
import type { Reporter } from '../archive/reporter.ts';
import type { Asked } from '../archive/run-file.ts';
import type { Summary } from '../archive/summary.ts';
import { loadCatalogue } from '../config/catalogue.ts';
import { loadKnownIssues } from '../config/known-issues.ts';
import { DEFAULT_SUITE, planRun } from '../config/run-plan.ts';
import { formatShard, shardOf } from '../config/shard.ts';
import { budgetOf } from './budget.ts';
import type { RunRequest } from './request.ts';
import { resume, type Resumed } from './resume.ts';
import { runPlan } from './run-plan.ts';
import { sideBySide } from './side-by-side.ts';

/** @throws ConfigError and RecordReadError before anything is recorded; what ends it later (a defect of daxlab, a full disk) after the record says so */
export async function run(asked: RunRequest, reporter: Reporter, signal: AbortSignal): Promise<Summary> {
  const budget = asked.budget === undefined ? undefined : budgetOf(asked.budget);
  const resumed = asked.resume === undefined ? undefined : await resume(asked, asked.resume);
  const request = resumed?.request ?? asked;
  const { suites = [DEFAULT_SUITE], shard } = request;
  const [planned, issues] = await Promise.all([loadCatalogue().then((catalogue) => planRun(suites, request, catalogue)), loadKnownIssues(request.known)]);
  const whole = request.compare ? sideBySide(planned, request.compare) : planned;
  const plan = shard ? { ...whole, items: shardOf(whole.items, shard) } : whole;
  return runPlan(plan, { request, asked: recordedRequest({ ...request, suites }, resumed), issues, budget, resumed }, reporter, signal);
}

type WholeRequest = RunRequest & { readonly suites: readonly string[] };

function recordedRequest({ command, suites, machines, kernels, policies, scenarios, modules, qemu, known, begin, semantics, compare, jobs, shard, budget }: WholeRequest, resumed: Resumed | undefined): Asked {
  return {
    command, suites, jobs, ...(machines && { machines }), ...(kernels && { kernels }), ...(policies && { policies }), ...(scenarios && { scenarios }),
    ...(modules !== undefined && { modules }), ...(qemu !== undefined && { qemu }), ...(known !== undefined && { known }), ...(begin && { begin }), ...(semantics && { semantics }), ...(compare && { compare }),
    ...(shard && { shard: formatShard(shard) }), ...(budget !== undefined && { budget }), ...(resumed && { resumed: resumed.from }),
  };
}
