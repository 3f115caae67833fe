/** Mutants of what can be read and written before and beside an add: the parameter and daxX.Y/memmap_on_memory. */
import type { Observation } from '../../model/observation.ts';
import type { DaxName, ErrnoName } from '../../model/operation.ts';
import { ImaginedKernel } from '../second-opinion/imagined-kernel.ts';
import type { DevDax } from '../second-opinion/kmem.ts';
import type { Choose } from '../second-opinion/memory-blocks.ts';
import { attribute, bindTo } from '../worlds.ts';
import { cxl, forced, hmem } from './guests.ts';
import type { Mutant } from './mutant.ts';

class NoBusy extends ImaginedKernel {
  override errnoOfStore(dev: DevDax, wanted: boolean): ErrnoName {
    return super.errnoOfStore({ ...dev, bound: undefined }, wanted);
  }
}

/** What is not the text of the current value is a change, whatever it means. */
class ComparesBeforeParsing extends ImaginedKernel {
  override memmapOnMemoryStore(name: DaxName, value: string, choose: Choose): ErrnoName {
    const dev = this.devices.get(name);
    if (dev?.bound && value !== String(Number(dev.memmapOnMemory))) return 'EBUSY';
    return super.memmapOnMemoryStore(name, value, choose);
  }
}

const withAttribute = (value: string) => (start: Observation): Observation => ({ ...start, dax: start.dax.map((device) => ({ ...device, memmapOnMemory: value })) });
/** The integer 2 read as a boolean `[kernel/params.c:param_get_bool]`. */
const asBoolean = (start: Observation): Observation => ({ ...start, parameters: { ...start.parameters, memmapOnMemory: 'Y' } });

const wrongStart = { kernel: ImaginedKernel, operations: [bindTo()] };

export const READBACK: readonly Mutant[] = [
  { ...wrongStart, what: 'force reads as Y', start: forced(), shows: asBoolean, reveals: { kind: 'state', fact: /^memory_hotplug\.memmap_on_memory$/ } },
];
export const DEFAULTS: readonly Mutant[] = [
  { ...wrongStart, what: 'hmem is 1', start: hmem(), shows: withAttribute('1'), reveals: { kind: 'state', fact: /^dax0\.0\/memmap_on_memory$/ } },
  { ...wrongStart, what: 'cxl is 0', start: cxl(), shows: withAttribute('0'), reveals: { kind: 'state', fact: /^dax0\.0\/memmap_on_memory$/ } },
];
export const STORE: readonly Mutant[] = [
  { what: 'no EBUSY', start: hmem(), kernel: NoBusy, operations: [bindTo(), attribute('1')], reveals: { kind: 'errno', fact: /^errno$/ } },
  { what: 'EBUSY before EINVAL', start: hmem(), kernel: ComparesBeforeParsing, operations: [bindTo(), attribute('garbage')], reveals: { kind: 'errno', fact: /^errno$/ } },
  { what: 'EBUSY for the same value in other words', start: hmem(), kernel: ComparesBeforeParsing, operations: [bindTo(), attribute('off')], reveals: { kind: 'errno', fact: /^errno$/ } },
];
