/** Free memory of the boot nodes over moments at which nothing is added: it is what it was, and does not get less with every cycle. */
import { freeMemorySlack } from '../../model/observables/boot-memory.ts';
import { conservationFinding } from '../findings.ts';
import { cyclePoints } from './cycle-points.ts';
import { removalsOf, type Law } from './history.ts';
import { createdAndReleased } from './ledger.ts';
import { slope, spread, tenths } from './slope.ts';

export const freeMemoryReturns: Law = (history) => {
  const { operation } = history.last;
  const [first, now] = [history.bare[0], history.bare.at(-1)];
  if (!first || now?.operation !== operation || operation === -1) return undefined;
  const missing = first.free - now.free;
  const slack = freeMemorySlack(history.start);
  if (missing <= slack) return undefined;
  return conservationFinding('free memory of the boot nodes does not return after everything is removed', operation, [
    { fact: 'KiB of free memory missing', expected: `at most ${slack}`, seen: String(missing) },
    { fact: 'KiB missing per cycle (everything removed once)', expected: '0', seen: String(Math.round(missing / Math.max(1, removalsOf(history)))) },
  ]);
};

/**
 * The slope's tolerance, measured with an observation after each operation: over 50 cycles on hmem (6.12.43 with the memmap elsewhere,
 * 6.12.117, 7.3.4), nvdimm and cxl (6.12.117, 7.3.4), and over 5 on hmem (also 6.12.95). Between removals free memory goes up and down by 9 to
 * 24 KiB (standard deviation); slopes over 5 to 50 cycles, times the root of their spread, stayed within 157 KiB. Besides, at most 0.72 KiB a
 * cycle went over 50: to the guest's own processes, for 400 binds and unbinds on 7.3.4 that nobody observes leave MemFree where it was.
 * So 66 KiB a cycle can be told over 5 cycles, 10 over 20, 4 over 50; the memory_block objects that 6.12.43 loses are 10 for 8 blocks.
 * A kernel with kmemleak takes 252 KiB at once, now and then, for what it remembers of each object and of each way to it (twice over 36 cycles of binds
 * that failed in 64 places), and then none: it tells by itself what is lost.
 */
const NOISE = 200;
const DRIFT = 2;
/** Fewer points are no line. */
const FEWEST = 5;

export const freeMemoryDoesNotDwindle: Law = (history) => {
  const points = cyclePoints(history).map(({ free }) => free);
  if (points.length < FEWEST || history.start.kmemleak) return undefined;
  const lost = -slope(points);
  const tolerance = DRIFT + NOISE / Math.sqrt(spread(points.length));
  if (lost <= tolerance) return undefined;
  const { created } = createdAndReleased(history.ledger);
  return conservationFinding('free memory of the boot nodes gets less with every cycle', history.last.operation, [
    { fact: `KiB less per cycle, over ${points.length}`, expected: `at most ${tenths(tolerance)}`, seen: tenths(lost) },
    ...(created === 0 ? [] : [{ fact: 'KiB less per block created', expected: '0', seen: tenths((lost * removalsOf(history)) / created) }]),
  ]);
};
