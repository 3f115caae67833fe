/** What a process wrote to its memory is there whatever was done with the blocks around it, and its memory is in blocks that are online (I27). */
import { conservationFinding } from '../findings.ts';
import { blockList } from './block-list.ts';
import { PAGE_SIZE, type BlockNumber } from '../../model/units.ts';
import type { HeldObservation, Observation } from '../../model/observation.ts';
import type { Law } from './history.ts';

export const dataStays: Law = ({ last: { operation, observation: { held = [], blockSize } } }) => {
  const changed = held.reduce((sum, one) => sum + one.changed, 0);
  if (changed === 0) return undefined;
  const first = held.flatMap((one) => one.first);
  return conservationFinding('what a process wrote to its memory is not there any more', operation, [
    { fact: 'pages that hold something else than was written', expected: '0', seen: String(changed) },
    { fact: 'the first of them', expected: 'none', seen: first.map(({ pfn, place }) => (pfn < 0 ? `place ${place}, which is gone` : `memory${Math.floor((pfn * PAGE_SIZE) / blockSize)} at 0x${(pfn * PAGE_SIZE).toString(16)}, place ${place}`)).join('; ') },
  ]);
};

export const heldIsOnline: Law = ({ last: { operation, observation } }) => {
  const elsewhere = blocksOf(observation.held ?? [], (number) => observation.blocks.find((one) => one.number === number)?.state !== 'online');
  return elsewhere.length === 0 ? undefined : conservationFinding('a process has memory in a block that is not online', operation, [
    { fact: 'blocks that are not online and have pages of a process', expected: 'none', seen: blockList(elsewhere) },
  ]);
};

/** What is pinned for long would hold up an offline, so it is not where offlines must succeed `[mm/gup.c:check_and_migrate_movable_pages]`. */
export const longPinsAreNotMovable: Law = ({ last: { operation, observation } }) => {
  const movable = blocksOf((observation.held ?? []).filter(({ how }) => how === 'pinned-long'), (number) => zoneOf(observation, number) === 'Movable');
  return movable.length === 0 ? undefined : conservationFinding('a page that is pinned for long lies in zone Movable', operation, [
    { fact: 'blocks of zone Movable with pages that are pinned for long', expected: 'none', seen: blockList(movable) },
  ]);
};

const zoneOf = ({ blocks }: Observation, number: BlockNumber): string | undefined => blocks.find((one) => one.number === number)?.validZones[0];

const blocksOf = (held: readonly HeldObservation[], which: (block: BlockNumber) => boolean): BlockNumber[] =>
  [...new Set(held.flatMap(({ blocks }) => Object.keys(blocks).map((name) => Number(name) as BlockNumber)))].filter(which).sort((one, other) => one - other);
