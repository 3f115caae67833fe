/** Whether ordinary memory has room for the memmap of an add that does not put it on the added memory (SEMANTICS 3.3, 5). */
import { memmapOf } from '../memmap.ts';
import { bytes, pagesOf, type Pages } from '../units.ts';
import { hasOwnMemmap, type DaxRange, type World } from '../world.ts';
import { isKernelZone } from '../zones.ts';

export type Room = 'yes' | 'no' | 'perhaps';

/**
 * Certain only where the start says so: no more fits than the kernel zones have pages, and what they had free fits but for what the
 * allocator keeps back. In between it is a matter of what can be reclaimed.
 */
export function roomForMemmap(world: World, range: DaxRange): Room {
  const wanted = memmapPages(range) + memmapsElsewhere(world);
  if (wanted > mostPages(world)) return 'no';
  return wanted <= freePages(world) ? 'yes' : 'perhaps';
}

/** Pages of ordinary memory that are free for certain, less the memmaps in it and what is held. */
export const roomLeft = (world: World): number => freePages(world) - memmapsElsewhere(world);

const memmapsElsewhere = (world: World): number => world.added.reduce((sum, taken) => sum + (hasOwnMemmap(world, taken) ? 0 : memmapPages(taken)), 0);

const memmapPages = ({ start, end }: DaxRange): Pages => memmapOf(pagesOf(bytes(end - start)));

/** Every page that the allocator could give away, if all were free: of any node, because a memmap goes elsewhere when its own has none. */
function mostPages(world: World): number {
  let sum = kernelZones(world).reduce((total, { managed }) => total + managed, 0);
  for (const { zone, vmemmap } of world.blocks.values()) if (zone !== undefined && isKernelZone(zone)) sum += world.constants.blockPages - vmemmap;
  return sum;
}

/**
 * Free at the start, less what is held, wherever that is, twice the reserve that an allocation which can wait does not touch (the minimum watermarks together), and less
 * zone DMA, most of which is kept for those who need it `[mm/page_alloc.c:setup_per_zone_lowmem_reserve]`.
 */
function freePages(world: World): number {
  const free = kernelZones(world).filter(({ zone }) => zone !== 'DMA').reduce((total, zone) => total + zone.free + zone.perCpuFree, 0);
  return free - 2 * (world.constants.start.minFreeKbytes / 4) - world.held.pages;
}

const kernelZones = ({ constants: { start } }: World): World['constants']['start']['zones'] => start.zones.filter(({ zone }) => isKernelZone(zone));
