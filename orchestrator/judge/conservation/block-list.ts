/** Sets of blocks in words: `32-34 36`, or `none`. */
import type { BlockNumber } from '../../model/units.ts';

export function blockList(blocks: Iterable<BlockNumber>): string {
  const runs: [first: number, last: number][] = [];
  for (const block of [...blocks].sort((one, other) => one - other)) {
    const run = runs.at(-1);
    if (run?.[1] === block - 1) run[1] = block;
    else runs.push([block, block]);
  }
  return runs.length === 0 ? 'none' : runs.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(' ');
}
