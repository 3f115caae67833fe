/** Where sequences are tried: a machine with a kernel under a policy, and the rows that they make there. */
import { EXPLORE } from '../../archive/suite-names.ts';
import type { PlannedItem } from '../../config/run-plan.ts';
import { applyPolicy } from '../../config/policy.ts';
import type { Catalogue } from '../../config/catalogue.ts';
import { parseKernelName } from '../../config/kernel-name.ts';
import type { Machine } from '../../config/machine.ts';
import { pick } from '../../config/nearest.ts';
import type { Suite } from '../../config/suite.ts';
import type { Given } from '../../scenario/expand.ts';
import type { Source } from '../../scenario/source.ts';
import type { Row } from '../run-plan.ts';
import type { ExploreRequest } from './request.ts';

export interface Place {
  readonly machine: Machine;
  readonly key: Pick<PlannedItem['item'], 'machine' | 'kernel' | 'policy'>;
}

/** Throws ConfigError for a name that there is not. */
export function placesOf({ machines, kernels, policies, writers = 1 }: Pick<ExploreRequest, 'machines' | 'kernels' | 'policies' | 'writers'>, catalogue: Catalogue): readonly Place[] {
  for (const kernel of kernels) parseKernelName(kernel);
  return machines.flatMap((machine) => policies.flatMap((policy) => kernels.map((kernel): Place => ({
    key: { machine, kernel, policy }, machine: withProcessors(applyPolicy(pick('machine', catalogue.machines, machine), pick('policy', catalogue.policies, policy)), writers),
  }))));
}

/** Who writes at once needs a processor each: on one, writers only meet where one of them sleeps. */
const withProcessors = (machine: Machine, count: number): Machine => ({ ...machine, cpus: Math.max(machine.cpus, count) });

/** @param name of the sequence, as that of a scenario */
export function rowOf({ machine, key }: Place, name: string, description: string, source: (given: Given) => Source): Row {
  const suite: Suite = { name: EXPLORE, description: 'random sequences', kernels: [key.kernel], rows: [], exclude: [], include: { suites: [], rows: [] }, unsupported: [] };
  // Faults are used where the kernel has them; a machine that has no dax device may have DIMMs.
  return { machine, suite, item: { scenario: name, ...key }, scenario: { name, description, requires: [], uses: ['notifier-error-injection', 'hwpoison'], steps: [] }, source };
}
