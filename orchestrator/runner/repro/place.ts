/** Where a finding is shown again: the machine and policy that it was found on, with its kernel or another. */
import type { Asked } from '../../archive/run-file.ts';
import { REPRO } from '../../archive/suite-names.ts';
import { loadCatalogue } from '../../config/catalogue.ts';
import { parseKernelName } from '../../config/kernel-name.ts';
import type { Machine } from '../../config/machine.ts';
import { pick } from '../../config/nearest.ts';
import { applyPolicy } from '../../config/policy.ts';
import type { Suite } from '../../config/suite.ts';
import type { RunRequest } from '../request.ts';
import type { SuppliesRequest } from '../supplies.ts';
import type { RecordedScenario } from './recorded-scenario.ts';

export interface ReproPlace {
  readonly machine: Machine;
  readonly suite: Suite;
  /** For run.json. */
  readonly asked: Asked;
}

/** What a run that shows a finding again is asked for. */
export type AgainRequest = SuppliesRequest & Pick<RunRequest, 'command' | 'jobs' | 'results' | 'semantics'>;

/** @throws ConfigError for a machine, a policy or a kernel's name that there is not (any more) */
export async function reproPlace({ key, scenario }: Pick<RecordedScenario, 'key' | 'scenario'>, kernel: string, { command, jobs, modules, qemu, semantics }: AgainRequest): Promise<ReproPlace> {
  parseKernelName(kernel);
  const { machines, policies } = await loadCatalogue();
  return {
    machine: applyPolicy(pick('machine', machines, key.machine), pick('policy', policies, key.policy)),
    suite: { name: REPRO, description: scenario.description, kernels: [kernel], rows: [], exclude: [], include: { suites: [], rows: [] }, unsupported: [] },
    asked: {
      command: [...command], suites: [REPRO], machines: [key.machine], kernels: [kernel], policies: [key.policy], jobs,
      ...(modules !== undefined && { modules }), ...(qemu !== undefined && { qemu }), ...(semantics && { semantics }),
    },
  };
}
