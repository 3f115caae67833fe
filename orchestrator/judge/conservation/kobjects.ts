/** Objects in sysfs at moments at which nothing is added: as many as at the start, and no more of them with every cycle. */
import { conservationFinding } from '../findings.ts';
import { cyclePoints } from './cycle-points.ts';
import { isBare, type Law } from './history.ts';
import { createdAndReleased } from './ledger.ts';
import { nodesThatLeft } from './restoring.ts';
import { slope, spread, tenths } from './slope.ts';

/** Directories that have an entry for each block, node, device and tier: exact. */
export const entriesReturn: Law = (history) => {
  const { start, last: { operation, observation: now }, reshaped } = history;
  if (!isBare(history) || !start.kobjects || !now.kobjects) return undefined;
  const left = nodesThatLeft(start, now).length;
  const found = Object.entries(start.kobjects.entries).flatMap(([directory, atStart]) => {
    const expected = atStart - (directory.endsWith('/system/node') ? left : 0);
    const seen = now.kobjects?.entries[directory] ?? 0;
    return expected === seen || (reshaped && directory === '/sys/bus/dax/devices') ? [] : [{ fact: `entries of ${directory}`, expected: String(expected), seen: String(seen) }];
  });
  return found.length === 0 ? undefined : conservationFinding('objects in sysfs are not as many as before, once everything is removed', operation, found);
};

/**
 * The slope's tolerance, measured over 50 cycles on hmem with an observation after each operation (6.12.118 and 7.3.4): the kernel counts whole
 * slabs of each processor's as in use and frees nodes a grace period late, so that the figure goes up and down by 44 to 54 nodes (standard
 * deviation) on 6.12, by less than 1 on 7.3. Slopes over 5 to 50 cycles, times the root of their spread, stayed within 148. So 126 nodes a cycle
 * can be told over 5 cycles, 44 over 10, 4 over 50; eight blocks have 180.
 */
const NOISE = 400;
/** Fewer points are no line. */
const FEWEST = 5;

export const kernfsNodesDoNotGrow: Law = (history) => {
  const points = cyclePoints(history).flatMap(({ kernfsNodes }) => kernfsNodes ?? []);
  if (points.length < FEWEST) return undefined;
  const gained = slope(points);
  const tolerance = NOISE / Math.sqrt(spread(points.length));
  if (gained <= tolerance) return undefined;
  const { created } = createdAndReleased(history.ledger);
  return conservationFinding('nodes of sysfs get more with every cycle', history.last.operation, [
    { fact: `kernfs nodes more per cycle, over ${points.length}`, expected: `at most ${tenths(tolerance)}`, seen: tenths(gained) },
    ...(created === 0 ? [] : [{ fact: 'kernfs nodes more per block created', expected: '0', seen: tenths((gained * points.length) / created) }]),
  ]);
};
