/**
 * Memory that a process of the guest writes to and keeps, and pages that it pins. An offline moves what can be moved, to another node where one has
 * memory `[mm/memory_hotplug.c:do_migrate_range]`; of a pinned page it tries again for as long as nobody sends a signal (SEMANTICS 6.2, 9; I27).
 */
import type { Operation } from '../operation.ts';
import { only, type Outcome } from '../outcome.ts';
import { MIB, PAGE_SIZE, pages, type NodeId, type Pages } from '../units.ts';
import { lostPages, managedPages, type Held, type HotBlock, type World } from '../world.ts';
import { isFresh } from '../observables/zones.ts';
import { isKernelZone } from '../zones.ts';
import { roomLeft } from './memmap-room.ts';

/** Pages of a node that are left alone at least: the watermarks of a zone of a few blocks are some 100. */
const RESERVE = (4 * MIB) / PAGE_SIZE;
/** And this part of it: lists of each processor's are not emptied before something is killed, and grow with the zone (4 of 504 MiB seen in them then). */
const RESERVED_SHARE = 16;
/** Pages of ordinary memory that must be left when all that is held has moved there. */
const ORDINARY = (64 * MIB) / PAGE_SIZE;

export function fill(world: World, { node, pages: count }: Extract<Operation, { kind: 'fill' }>): readonly Outcome[] {
  // No node of the policy has memory [mm/mempolicy.c:mpol_new_nodemask].
  if (!hasMemory(world, node)) return only('EINVAL', world);
  return only('OK', holding(world, { pages: pages(world.held.pages + count) }));
}

export function pin(world: World, { block, by }: Extract<Operation, { kind: 'pin' }>): readonly Outcome[] {
  const { held } = world;
  // What is pinned for long is moved out of a Movable zone first [mm/gup.c:check_and_migrate_movable_pages].
  return only('OK', holding(world, { pages: pages(held.pages + 1), ...(by === 'pipe' ? { pinned: new Set(held.pinned).add(block) } : { long: true }) }));
}

export function release(world: World): readonly Outcome[] {
  return only('OK', world.held.pages === 0 ? world : { ...world, held: { pages: pages(0), pinned: new Set(), long: false } });
}

const holding = (world: World, change: Partial<Held>): World => ({ ...world, held: { ...world.held, ...change }, lodged: true });

/** Lists of free pages are whole again in a zone that nothing is left of. */
export function settled(world: World): World {
  if (!world.lodged || world.held.pages > 0) return world;
  for (const { zone } of world.blocks.values()) if (zone === 'Movable') return world;
  return { ...world, lodged: false };
}

/** Why the operation must not be tried: what it would come to is not certain, or it would not come to an end. */
export function obstacle(world: World, operation: Operation): string | undefined {
  const { held, blocks } = world;
  const pinnedOf = (owned: (group: number) => boolean): boolean => [...blocks.values()].some((block) => owned(block.group) && mayWait(world, block));
  switch (operation.kind) {
    case 'fill':
      return hasMemory(world, operation.node) ? noRoom(world, operation.node, operation.pages) : undefined;
    case 'pin': {
      const block = blocks.get(operation.block);
      if (block?.zone !== 'Movable' || block.node !== operation.node) return `memory${operation.block} is not online in zone Movable of node ${operation.node}`;
      // Else all of the block may be held already.
      if (managedPages(world.constants, block) - held.pages < 2 * RESERVE) return `${held.pages} pages are held, and none of memory${operation.block} may be left`;
      return noRoom(world, operation.node, 1);
    }
    case 'poison-page':
      return held.pages > 0 ? 'the page may be one that is held, and poison kills who holds it' : undefined;
    case 'write-state':
      return isOffline(operation.value) ? nowhere(world) : undefined;
    case 'unplug-dimm':
      return nowhere(world) ?? (pinnedOf((group) => world.added.some((range) => range.device === operation.dimm && range.group === group)) ? 'a page of it may be pinned, and nobody can interrupt the kernel there' : undefined);
    case 'write-dax-state':
      return nowhere(world) ?? (pinnedOf((group) => world.devices.get(operation.device)?.group === group) ? 'a page of it may be pinned' : undefined);
    case 'together':
      return operation.operations.flatMap((one) => (one.kind === 'write-state' && mayWait(world, blocks.get(one.block)) ? `a page of memory${one.block} may be pinned` : obstacle(world, one) ?? []))[0];
    case 'release':
    case 'write-attribute':
    case 'write-policy':
    case 'write-id':
    case 'write-dax-size':
    case 'write-dax-mapping':
    case 'write-dax-region':
    case 'bind':
    case 'unbind':
    case 'inject-notifier':
    case 'make':
    case 'destroy':
    case 'unplug-cxl':
    case 'plug-cxl':
    case 'plug-dimm':
    case 'seek-leaks':
      return undefined;
  }
}

/** Whether a page of it is pinned, or may be because pages that are pinned for long are moved to kernel zones. */
const mayWait = ({ held }: World, block: HotBlock | undefined): boolean => block?.zone !== undefined && (held.pinned.has(block.number) || (held.long && isKernelZone(block.zone)));

const isOffline = (value: string): boolean => value === 'offline' || value === 'offline\n';

/** An add whose memmap found room by reclaim leaves none: what cannot be moved is tried again for good. */
const nowhere = (world: World): string | undefined => (world.held.pages > 0 && roomLeft(world) < 0 ? 'ordinary memory has no room for what is held' : undefined);

/** Bounded twice: nothing is killed for want of memory, neither on the node nor where an offline moves it. */
function noRoom(world: World, node: NodeId, count: number): string | undefined {
  if (![...world.blocks.values()].some((block) => block.node === node && block.zone === 'Movable') || !isFresh(world, node, 'Movable')) return `node ${node} has no Movable zone of added memory alone`;
  const free = freeToFill(world, node);
  if (count > free) return `node ${node} has room for ${Math.max(0, free)} pages more, not for ${count}`;
  const ordinary = roomLeft(world) - ORDINARY;
  return count > ordinary ? `ordinary memory has room for ${Math.max(0, ordinary)} pages more, not for ${count}: an offline moves them there` : undefined;
}

function freeToFill(world: World, node: NodeId): number {
  const free = freeOf(world, node);
  return free - world.held.pages - Math.max(RESERVE, Math.ceil(free / RESERVED_SHARE));
}

/** Pages that a node can have. */
export const most = (world: World, node: NodeId): Pages => pages(Math.max(0, Math.floor(Math.min(freeToFill(world, node), roomLeft(world) - ORDINARY))));

/** What a Movable zone would have free if nothing were held. */
export function freeOf(world: World, node: NodeId): number {
  let sum = 0;
  for (const block of world.blocks.values()) if (block.node === node && block.zone === 'Movable') sum += managedPages(world.constants, block) - lostPages(world.constants, block).length;
  return sum;
}

function hasMemory({ constants: { start }, blocks }: World, node: NodeId): boolean {
  return start.zones.some((zone) => zone.node === node && zone.present > 0) || [...blocks.values()].some((block) => block.node === node && block.zone !== undefined);
}
