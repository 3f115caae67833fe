/** Running the scenario of a finding again, on fresh guests. */
import type { Reporter } from '../../archive/reporter.ts';
import type { Summary } from '../../archive/summary.ts';
import { loadCatalogue } from '../../config/catalogue.ts';
import { parseKernelName } from '../../config/kernel-name.ts';
import { pick } from '../../config/nearest.ts';
import { applyPolicy } from '../../config/policy.ts';
import type { PlannedItem } from '../../config/run-plan.ts';
import type { Suite } from '../../config/suite.ts';
import type { RunRequest } from '../request.ts';
import { runPlan } from '../run-plan.ts';
import type { SuppliesRequest } from '../supplies.ts';
import type { RecordedScenario } from './recorded-scenario.ts';

export interface ReproRequest extends SuppliesRequest, Pick<RunRequest, 'command' | 'jobs' | 'results' | 'semantics'> {
  /** Instead of the kernel that it was found on. */
  readonly kernel?: string | undefined;
  readonly times: number;
}

/** Nothing is declared known: whoever asks whether it is still there wants to see it. @throws what `run` throws */
export async function repro({ key, scenario }: RecordedScenario, request: ReproRequest, reporter: Reporter, signal: AbortSignal): Promise<Summary> {
  const { times, command, jobs, kernel = key.kernel } = request;
  parseKernelName(kernel);
  const { machines, policies } = await loadCatalogue();
  const machine = applyPolicy(pick('machine', machines, key.machine), pick('policy', policies, key.policy));
  const suite: Suite = { name: 'repro', description: scenario.description, kernels: [kernel], rows: [], exclude: [], include: { suites: [], rows: [] }, unsupported: [] };
  const items = Array.from({ length: times }, (_, place): PlannedItem => ({
    suite, scenario, machine, item: { scenario: scenario.name, machine: key.machine, kernel, policy: key.policy, ...(times > 1 && { time: place + 1 }) },
  }));
  const asked = { command: [...command], suites: ['repro'], machines: [key.machine], kernels: [kernel], policies: [key.policy], jobs, ...(request.semantics && { semantics: request.semantics }) };
  return runPlan({ suite: 'repro', items }, { request, asked, issues: [] }, reporter, signal);
}
