/** Why this guest cannot run the scenario, from its first observation; undefined where it can. */
import type { Observation } from '../model/observation.ts';
import type { Requirement, Scenario } from './scenario.ts';

export function missing(scenario: Pick<Scenario, 'requires'>, start: Observation): string | undefined {
  if (start.dax.length === 0) return 'the guest has no dax device';
  return scenario.requires.map((requirement) => MISSING[requirement](start)).find((reason) => reason !== undefined);
}

const MISSING: Record<Requirement, (start: Observation) => string | undefined> = {
  'memmap-on-memory-attribute': (start) => start.dax.every((device) => device.memmapOnMemory !== undefined) ? undefined
    : `kernel ${start.release} has no memmap_on_memory attribute on dax devices (first in 6.9)`,
  'memmap-on-memory-parameter': (start) => start.parameters.memmapOnMemory !== undefined ? undefined
    : `kernel ${start.release} has no memory_hotplug.memmap_on_memory parameter`,
};
