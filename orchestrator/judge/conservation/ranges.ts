/** Memory blocks, iomem, zones and dax devices agree about which ranges exist: sets of blocks, not how many there are. */
import type { Observation, ZoneObservation } from '../../model/observation.ts';
import { PAGE_SIZE, pages, pfn, type BlockNumber } from '../../model/units.ts';
import { conservationFinding } from '../findings.ts';
import type { Difference } from '../verdict.ts';
import { blockList } from './block-list.ts';
import { hotBlocks, hotEntries, type History, type Law } from './history.ts';

export const witnessesAgree: Law = (history) => {
  const { last: { operation, observation: now } } = history;
  const blocks = hotBlocks(history, now);
  const inIomem = blocksOf(now, hotEntries(history, now));
  const found = [
    ...differ('blocks that System RAM in /proc/iomem covers beyond the start', blockList(blocks), blockList(inIomem)),
    ...zonesDiffer(history, blocks),
    ...daxDiffers(history),
  ];
  return found.length === 0 ? undefined : conservationFinding('memory blocks, iomem, zones and dax devices disagree about which ranges exist', operation, found);
};

/** Every zone has as many pages present as its blocks have, and spans the hull of what it had at the start and of them. */
function zonesDiffer({ start, last: { observation: now } }: History, blocks: ReadonlySet<BlockNumber>): Difference[] {
  const blockPages = now.blockSize / PAGE_SIZE;
  return now.zones.flatMap((zone) => {
    const name = `node${zone.node}/${zone.zone}`;
    const own = now.blocks.filter(({ number, node, state, validZones }) => blocks.has(number) && node === zone.node && state === 'online' && validZones[0] === zone.zone);
    const atStart = start.zones.find((one) => one.node === zone.node && one.zone === zone.zone);
    const present = (atStart?.present ?? 0) + own.length * blockPages;
    return [
      ...differ(`${name}: pages present by its blocks`, String(present), String(zone.present)),
      ...(present > 0 ? differ(`${name}: pages spanned by its blocks`, hull(own.map(({ number }) => number * blockPages), blockPages, atStart), spanOf(zone)) : []),
    ];
  });
}

function hull(firsts: readonly number[], count: number, atStart: ZoneObservation | undefined): string {
  const starts = [...firsts, ...(atStart && atStart.spanned > 0 ? [atStart.startPfn ?? 0] : [])];
  const ends = [...firsts.map((first) => first + count), ...(atStart && atStart.spanned > 0 ? [(atStart.startPfn ?? 0) + atStart.spanned] : [])];
  const first = Math.min(...starts);
  return inWords(first, Math.max(...ends) - first);
}

const spanOf = ({ startPfn = pfn(0), spanned }: ZoneObservation): string => inWords(startPfn, spanned);
const inWords = (first: number, count: number): string => `${pages(count)} from pfn 0x${first.toString(16)}`;

/** What kmem has in iomem lies in a dax device; and what is bound to it is there, but for what could not be mapped, or was asked to be taken out. */
function daxDiffers(history: History): Difference[] {
  const { last: { observation: now }, ledger: { refused, sees }, reshaped } = history;
  // What a device has now says nothing of what was bound or left behind before.
  if (reshaped) return [];
  const added = blocksOf(now, hotEntries(history, now).filter(({ name }) => name === 'System RAM (kmem)'));
  const mapped = (devices: Observation['dax']): ReadonlySet<BlockNumber> => blocksOf(now, devices.flatMap(({ mappings }) => mappings));
  // What was online when its device was destroyed stays without one.
  const owned = mapped([...history.start.dax, ...now.dax]);
  const bound = mapped(now.dax.filter(({ driver, state }) => driver === 'kmem' && state !== 'unplugged'));
  const missing = [...bound].filter((block) => !added.has(block) && !refused.has(block));
  return [
    ...differ('blocks of System RAM (kmem) that no dax device has', 'none', blockList([...added].filter((block) => !owned.has(block)))),
    ...(sees.has('arch_add_memory') ? differ('blocks of dax devices bound to kmem that are not in /proc/iomem', 'none', blockList(missing)) : []),
  ];
}

/** The whole blocks of ranges; `end` is inclusive. */
function blocksOf({ blockSize }: Observation, ranges: readonly { readonly start: number; readonly end: number }[]): ReadonlySet<BlockNumber> {
  return new Set(ranges.flatMap(({ start, end }) => {
    const first = Math.ceil(start / blockSize);
    return Array.from({ length: Math.max(0, Math.floor((end + 1) / blockSize) - first) }, (_, index) => (first + index) as BlockNumber);
  }));
}

const differ = (fact: string, expected: string, seen: string): Difference[] => (expected === seen ? [] : [{ fact, expected, seen }]);
