/** Why this guest cannot run the scenario, from its first observation; undefined where it can. */
import { atLeast, kernelVersion } from '../model/kernel-version.ts';
import type { Observation } from '../model/observation.ts';
import { semanticsOf } from '../model/semantics.ts';
import { unroll } from './repeat.ts';
import type { Requirement, Scenario, Step } from './scenario.ts';

export function missing(scenario: Pick<Scenario, 'requires'> & Partial<Pick<Scenario, 'steps'>>, start: Observation): string | undefined {
  if (start.dax.length === 0 && !plugsDimms(scenario.steps ?? [])) return 'the guest has no dax device';
  return lacking(scenario.requires, start);
}

/** Why the guest has not all of this. */
export const lacking = (requirements: readonly Requirement[], start: Observation): string | undefined =>
  requirements.map((requirement) => MISSING[requirement](start)).find((reason) => reason !== undefined);

function plugsDimms(steps: readonly Step[]): boolean {
  for (const step of unroll(steps)) if (step.kind === 'plug-dimm') return true;
  return false;
}

/** Groups of modules (lab/image/module-groups) to load while the guest is prepared. */
export const modulesFor = (requires: readonly Requirement[]): readonly string[] => requires.filter((requirement) => requirement === 'notifier-error-injection');

/** What its guest is prepared for: what it cannot do without, and what it uses where the kernel has it. */
export const preparedFor = ({ requires, uses = [] }: Pick<Scenario, 'requires' | 'uses'>): readonly Requirement[] => [...requires, ...uses];

const MISSING: Record<Requirement, (start: Observation) => string | undefined> = {
  'memmap-on-memory-attribute': (start) => start.dax.every((device) => device.memmapOnMemory !== undefined) ? undefined
    : `kernel ${start.release} has no memmap_on_memory attribute on dax devices (first in 6.9)`,
  'memmap-on-memory-parameter': (start) => start.parameters.memmapOnMemory !== undefined ? undefined
    : `kernel ${start.release} has no memory_hotplug.memmap_on_memory parameter`,
  'notifier-error-injection': (start) => start.faultInjection?.notifierErrors !== undefined ? undefined
    : `kernel ${start.release} has no /sys/kernel/debug/notifier-error-inject/memory (CONFIG_MEMORY_NOTIFIER_ERROR_INJECT, debugfs)`,
  // An unbound device shows none, and the first observation is of unbound devices: by the release.
  'dax-state': (start) => (semanticsOf(start).daxState ? undefined : `kernel ${start.release} shows no state of dax devices (from 7.3 on)`),
  kmemleak: (start) => (start.kmemleak === true ? undefined : `kernel ${start.release} has no /sys/kernel/debug/kmemleak (CONFIG_DEBUG_KMEMLEAK, debugfs)`),
  hwpoison: (start) => {
    const version = kernelVersion(start.release);
    // Before, a page's poison is forgotten when its block goes online again: nothing keeps count of it for the block.
    if (version && !atLeast(version, 6, 2)) return `kernel ${start.release} does not keep a memory block with a poisoned page offline (from 6.2 on)`;
    return start.faultInjection?.hardOfflinePage === true ? undefined : `kernel ${start.release} has no hard_offline_page (CONFIG_MEMORY_FAILURE)`;
  },
};
