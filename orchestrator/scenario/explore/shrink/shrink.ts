/**
 * Shrinking of a sequence that shows a finding: fewer faults and operations, then simpler arguments, then fewer devices, until nothing smaller shows
 * it. The search asks for one candidate at a time and is told whether that shows the finding; how often that must be tried is the asker's.
 */
import type { Operation } from '../../../model/operation.ts';
import type { World } from '../../../model/world.ts';
import { performable } from './performable.ts';
import { bindsInstead, earlierDevices, fewerDevices, fewerFaults, fewerWriters, lowerBlocks, lowerPages, plainerValues, statesInstead, type Rewriting } from './simpler.ts';

/** Yields candidates, takes whether they show it, and ends with the smallest that does. */
export type Search = Generator<readonly Operation[], readonly Operation[], boolean>;

type Rewrite = (start: World, operations: readonly Operation[]) => readonly Rewriting[];

const SIMPLER: readonly Rewrite[] = [
  (_, operations) => fewerWriters(operations), bindsInstead, statesInstead, (_, operations) => plainerValues(operations), lowerBlocks, lowerPages, earlierDevices, fewerDevices,
];

/** @param operations that show it */
export function* shrink(start: World, operations: readonly Operation[]): Search {
  const tried = new Set<string>([textOf(operations)]);
  let smallest = operations;
  /** Nothing is tried twice, and nothing that comes to what was tried. */
  function* tries(candidate: readonly Operation[]): Generator<readonly Operation[], boolean, boolean> {
    const meant = performable(start, candidate);
    if (meant.length === 0 || tried.has(textOf(meant))) return false;
    tried.add(textOf(meant));
    if (!(yield meant)) return false;
    smallest = meant;
    return true;
  }
  for (let before: typeof smallest | undefined; before !== smallest;) {
    before = smallest;
    // What a finding is about with a fault may need the operation, and not the fault.
    yield* rewritten(() => fewerFaults(smallest), tries);
    yield* fewer(() => smallest, tries);
    for (const rewrite of SIMPLER) yield* rewritten(() => rewrite(start, smallest), tries);
  }
  return smallest;
}

type Tries = (candidate: readonly Operation[]) => Generator<readonly Operation[], boolean, boolean>;

/** Delta debugging: pieces are cut out, half of it all at first, single operations in the end; from behind, where what came after is cut first. */
function* fewer(current: () => readonly Operation[], tries: Tries): Generator<readonly Operation[], void, boolean> {
  for (let size = Math.ceil(current().length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let end = current().length; end > 0; end -= size) {
      yield* tries(current().toSpliced(Math.max(0, end - size), Math.min(size, end)));
    }
  }
}

/** As long as one of them shows it, what is simpler than that is tried. */
function* rewritten(candidates: () => readonly Rewriting[], tries: Tries): Generator<readonly Operation[], void, boolean> {
  let found = true;
  while (found) {
    found = false;
    for (const candidate of candidates()) {
      if (!(yield* tries(candidate))) continue;
      found = true;
      break;
    }
  }
}

const textOf = (operations: readonly Operation[]): string => JSON.stringify(operations);
