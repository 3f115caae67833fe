/** Sections 1 and 2: what a machine is given with, and what of a range kmem uses. */
import { alignedRanges } from '../../../model/transitions/bind.ts';
import { GIB, MIB } from '../../../model/units.ts';
import type { DaxDevice, World } from '../../../model/world.ts';
import type { Item } from '../item.ts';
import { created, device, holdsMemmap, is, type Step } from '../step.ts';

const blockSize = (size: number, text: string): Item => ({ id: `1.1/${text.replace(' ', '')}`, text: `memory blocks of ${text}`, atStart: (start) => start.blockSize === size });
const parameter = (value: string): Item => ({ id: `1.3/${value}`, text: `memory_hotplug.memmap_on_memory reads ${value}`, atStart: (start) => start.parameters.memmapOnMemory === value });
const origin = (name: 'cxl' | 'hmem' | 'pmem', value: string): Item => ({
  id: `1.4/${name}`, text: `a device of ${name} begins with memmap_on_memory ${value}`,
  atStart: ({ dax }) => dax.some((one) => one.origin === name && one.memmapOnMemory !== undefined),
});

const length = (ranges: readonly { readonly start: number; readonly end: number }[]): number => ranges.reduce((sum, { start, end }) => sum + end - start, 0);
const whole = (world: World, dev: DaxDevice): boolean => length(alignedRanges(world, dev)) === length(dev.ranges);
const bound = (step: Step): DaxDevice | undefined => (is(step, 'bind', 'OK') ? device(step) : undefined);

export const INPUTS: readonly Item[] = [
  blockSize(128 * MIB, '128 MiB'), blockSize(256 * MIB, '256 MiB'), blockSize(512 * MIB, '512 MiB'), blockSize(GIB, '1 GiB'), blockSize(2 * GIB, '2 GiB'),
  parameter('Y'), parameter('N'), parameter('force'),
  origin('cxl', '1'), origin('hmem', '0'), origin('pmem', '0'),
  {
    id: '1.4/survives', text: 'the attribute survives an unbind',
    by: (step) => is(step, 'unbind', 'OK') && device(step)?.attribute !== undefined,
  },
  {
    id: '1.4/lost', text: 'the attribute is lost with the device',
    by: (step) => is(step, 'make', 'OK') && [...step.after.devices].some(([name, { attribute }]) => attribute !== undefined && !step.before.devices.has(name)),
  },
  {
    id: '1.5/pc-dimm', text: 'acpi_memhotplug asks for the split as well',
    by: (step) => is(step, 'plug-dimm', 'OK') && created(step).length > 1 && created(step).every(holdsMemmap),
  },
  { id: '1.6/whole', text: 'ranges of whole blocks are added as they are', by: (step) => { const dev = bound(step); return dev !== undefined && whole(step.before, dev); } },
  { id: '1.6/truncated', text: 'a range is cut down to whole blocks', by: (step) => { const dev = bound(step); return dev !== undefined && !whole(step.before, dev); } },
  {
    id: '1.6/skipped', text: 'a range without a whole block is skipped',
    by: (step) => { const dev = bound(step); return dev !== undefined && alignedRanges(step.before, dev).length < dev.ranges.length; },
  },
  { id: '1.7/supported', text: 'a parameter that is not N makes the memmap on memory possible', by: (step) => created(step).some(holdsMemmap) },
  { id: '2/group', text: 'a device of several ranges is one group', by: (step) => { const dev = bound(step); return dev !== undefined && alignedRanges(step.before, dev).length > 1; } },
];
