/** The straight way through the hotplug path and back, with one of its operations done under a fault: what is enumerated. */
import type { Fault } from '../../model/fault.ts';
import type { Operation } from '../../model/operation.ts';
import type { World } from '../../model/world.ts';
import { windUp } from '../explore/wind-up.ts';
import type { Scenario } from '../scenario.ts';
import { stepsSource, type Source } from '../source.ts';

/** A bind with the memmap on memory, every block online and offline again, and an unbind. */
export const STRAIGHT: Pick<Scenario, 'requires' | 'steps'> = {
  requires: ['memmap-on-memory-attribute'],
  steps: [
    { kind: 'write-attribute', value: '1' }, { kind: 'bind' },
    { kind: 'write-state', value: 'online_movable', blocks: 'all' }, { kind: 'write-state', value: 'offline', blocks: 'all' }, { kind: 'unbind' },
  ],
};

/** A call of a function within the straight way: which operation it is in, and which call of that operation. Both count as they are written: operations from 0, calls from 1. */
export interface Site {
  readonly operation: number;
  readonly call: number;
}

/** Every operation with its calls counted. */
export function counting(fn: string): Source {
  const next = stepsSource(STRAIGHT.steps, {});
  return (world) => under(next(world), { in: fn, at: { call: 1 }, does: { kind: 'count' } });
}

/** Up to the site's operation, which is done under the fault; then the same without, as anybody would try again, and everything is taken back. */
export function failingAt({ operation: place, call }: Site, fault: Omit<Fault, 'at'>): Source {
  const next = stepsSource(STRAIGHT.steps, {});
  const winding = windUp();
  let done = 0;
  let again: Operation | undefined;
  return (world: World) => {
    if (done < place) {
      done++;
      return next(world);
    }
    if (done++ === place) {
      again = next(world);
      return under(again, { ...fault, at: { call } });
    }
    const operation = again ?? winding(world);
    again = undefined;
    return operation;
  };
}

export const under = (operation: Operation | undefined, fault: Fault): Operation | undefined =>
  (operation && operation.kind !== 'together' && operation.kind !== 'write-attribute' ? { ...operation, fault } : operation);

/** Of all its calls, in order. @param calls by operation */
export function sitesOf(calls: ReadonlyMap<number, number>): readonly Site[] {
  return [...calls].sort(([one], [other]) => one - other).flatMap(([operation, count]) => Array.from({ length: count }, (_, index) => ({ operation, call: index + 1 })));
}

/** The first, the middle and the last, as far as there are so many, or more of them that lie as far from each other. */
export function someOf(sites: readonly Site[], count = 3): readonly Site[] {
  const places = new Set(Array.from({ length: count }, (_, place) => Math.floor((place * (sites.length - 1)) / (count - 1))));
  return sites.filter((_, place) => places.has(place));
}

/** Some of each kind of operation: of allocations, a bind makes more than all the others together. @param kindOf of an operation, by its place */
export function someOfEach(sites: readonly Site[], kindOf: (operation: number) => string, count: number): readonly Site[] {
  const kinds = new Map<string, Site[]>();
  for (const site of sites) kinds.set(kindOf(site.operation), [...(kinds.get(kindOf(site.operation)) ?? []), site]);
  return [...kinds.values()].flatMap((own) => someOf(own, count));
}
