/** Whether ordinary memory has room for the memmap of an add that does not put it on the added memory (SEMANTICS 3.3, 5). */
import { MIB, pages, type Pages } from '../units.ts';
import type { DaxRange, World } from '../world.ts';
import { isKernelZone } from '../zones.ts';

export type Room = 'yes' | 'no' | 'perhaps';

const SECTION = 128 * MIB;
/** 32768 pages of 64 bytes. */
const SECTION_MEMMAP_PAGES = 512;

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

const memmapsElsewhere = (world: World): number => world.added.reduce((sum, taken) => sum + (isOnMemory(world, taken) ? 0 : memmapPages(taken)), 0);

const memmapPages = ({ start, end }: DaxRange): Pages => pages(((end - start) / SECTION) * SECTION_MEMMAP_PAGES);

const isOnMemory = ({ blocks, constants }: World, { start }: DaxRange): boolean => (blocks.get((start / constants.blockSize) as never)?.vmemmap ?? 0) > 0;

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
