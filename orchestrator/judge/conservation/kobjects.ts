/** Objects in sysfs at moments at which nothing is added: as many as at the start, and no more of them with every cycle. */
import { conservationFinding } from '../findings.ts';
import { cyclePoints } from './cycle-points.ts';
import { isBare, type Law } from './history.ts';
import { createdAndReleased } from './ledger.ts';
import { nodesThatLeft } from './restoring.ts';
import { slope, spread } from './slope.ts';

/** Directories that have an entry for each block, node, device and tier: exact. */
export const entriesReturn: Law = (history) => {
  const { start, last: { operation, observation: now } } = history;
  if (!isBare(history) || !start.kobjects || !now.kobjects) return undefined;
  const left = nodesThatLeft(start, now).length;
  const found = Object.entries(start.kobjects.entries).flatMap(([directory, atStart]) => {
    const expected = atStart - (directory.endsWith('/system/node') ? left : 0);
    const seen = now.kobjects?.entries[directory] ?? 0;
    return expected === seen ? [] : [{ fact: `entries of ${directory}`, expected: String(expected), seen: String(seen) }];
  });
  return found.length === 0 ? undefined : conservationFinding('objects in sysfs are not as many as before, once everything is removed', operation, found);
};

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

const tenths = (value: number): string => String(Math.round(value * 10) / 10);

