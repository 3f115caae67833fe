/** /proc/iomem: for each range of a dax device `daxX.Y` and within it one `System RAM (kmem)`, for a DIMM one `System RAM`, however many chunks there were (SEMANTICS 2, 5; I14). */
import type { IomemEntry, Observation } from '../observation.ts';
import { bytes } from '../units.ts';
import { goneResources } from '../transitions/region.ts';
import { isDimm, type AddedRange, type World } from '../world.ts';
import type { Expectation, Observable } from './observable.ts';

export const iomem: Observable = {
  observed: (observation: Observation) => facts(observation.iomem),
  expected: (world: World) => {
    const there = withoutGone(world.constants.start.iomem, goneResources(world));
    const expected = facts([...there, ...world.added.flatMap((range) => entriesOf(range, there))]);
    return world.takenOut.size === 0 ? expected : expected.map(([fact, depth]): [string, Expectation] => [fact, onPci(there).has(fact) ? REGISTERS : depth]);
  },
};

const REGISTERS: Expectation = { open: 'registers of what is taken out are not there', mayBeAbsent: true };

/** What lies in a window of a PCI bus. */
function onPci(entries: readonly IomemEntry[]): ReadonlySet<string> {
  const windows = entries.filter(({ name }) => name.startsWith('PCI Bus '));
  return new Set(facts(entries.filter((entry) => windows.some((around) => around.start <= entry.start && around.end >= entry.end))).map(([fact]) => fact));
}

/** What lay within an entry that went moves up `[kernel/resource.c:remove_resource]`. */
function withoutGone(entries: readonly IomemEntry[], gone: ReadonlySet<string>): readonly IomemEntry[] {
  const left = entries.filter(({ name }) => gone.has(name));
  const isWithin = (entry: IomemEntry, around: IomemEntry): boolean => around.depth < entry.depth && around.start <= entry.start && around.end >= entry.end;
  return entries.filter(({ name }) => !gone.has(name)).map((entry) => ({ ...entry, depth: entry.depth - left.filter((around) => isWithin(entry, around)).length }));
}

function entriesOf(range: AddedRange, around: readonly IomemEntry[]): IomemEntry[] {
  const end = bytes(range.end - 1);
  if (isDimm(range.device)) return [{ depth: 0, start: range.start, end, name: 'System RAM' }];
  const parents = around.filter((entry) => entry.start <= range.start && entry.end >= end);
  const depth = parents.reduce((deepest, entry) => Math.max(deepest, entry.depth + 1), 0);
  return [
    { depth, start: range.start, end, name: range.device },
    { depth: depth + 1, start: range.start, end, name: 'System RAM (kmem)' },
  ];
}

/** A fact per entry, worth its depth; equal entries at different depths are numbered from the outermost. */
function facts(entries: readonly IomemEntry[]): [string, number][] {
  const seen = new Map<string, number>();
  return [...entries].sort((one, other) => one.depth - other.depth).map(({ depth, start, end, name }) => {
    const entry = `iomem/${start.toString(16)}-${end.toString(16)} ${name}`;
    const count = (seen.get(entry) ?? 0) + 1;
    seen.set(entry, count);
    return [count === 1 ? entry : `${entry} #${count}`, depth];
  });
}
