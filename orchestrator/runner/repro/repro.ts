/** Running the scenario of a finding again, on fresh guests. */
import type { Reporter } from '../../archive/reporter.ts';
import { REPRO } from '../../archive/suite-names.ts';
import type { Summary } from '../../archive/summary.ts';
import type { PlannedItem } from '../../config/run-plan.ts';
import { runPlan } from '../run-plan.ts';
import { reproPlace, type AgainRequest } from './place.ts';
import type { RecordedScenario } from './recorded-scenario.ts';

export interface ReproRequest extends AgainRequest {
  /** Instead of the kernel that it was found on. */
  readonly kernel?: string | undefined;
  readonly times: number;
}

/** Nothing is declared known: whoever asks whether it is still there wants to see it. @throws what `run` throws */
export async function repro(recorded: RecordedScenario, request: ReproRequest, reporter: Reporter, signal: AbortSignal): Promise<Summary> {
  const { key, scenario } = recorded;
  const { times, kernel = key.kernel } = request;
  const { machine, suite, asked } = await reproPlace(recorded, kernel, request);
  const items = Array.from({ length: times }, (_, place): PlannedItem => ({
    suite, scenario, machine, item: { scenario: scenario.name, machine: key.machine, kernel, policy: key.policy, ...(times > 1 && { time: place + 1 }) },
  }));
  return runPlan({ suite: REPRO, items }, { request, asked, issues: [] }, reporter, signal);
}
