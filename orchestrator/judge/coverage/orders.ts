/** In which orders the same blocks were brought online, in one guest: whether the order shows can be told only where there were two. */
import type { World } from '../../model/world.ts';
import { onlineBlocks, type OnlineBlock } from './step.ts';

export interface Orders {
  /** The blocks that are online, in the order in which they went there; of one operation by their numbers. */
  readonly now: readonly string[];
  /** Orders by the set of blocks that they led to. */
  readonly met: ReadonlyMap<string, ReadonlySet<string>>;
}

export const NO_ORDERS: Orders = { now: [], met: new Map() };

/** A block in a zone, with its memmap there or not: two sets of the same of these are the same state. */
const named = ({ number, zone, vmemmap }: OnlineBlock): string => `${number} ${zone} ${vmemmap}`;
const setOf = (order: readonly string[]): string => [...order].sort().join();

/** With the world after one more operation. */
export function ordered(orders: Orders, after: World): Orders {
  const online = onlineBlocks(after).map(named);
  const stayed = orders.now.filter((block) => online.includes(block));
  const now = [...stayed, ...online.filter((block) => !stayed.includes(block))];
  if (now.join() === orders.now.join()) return orders;
  return { now, met: new Map(orders.met).set(setOf(now), new Set([...(orders.met.get(setOf(now)) ?? []), now.join()])) };
}

/** Whether what is online now was reached in another order before. */
export const inAnotherOrder = ({ now, met }: Orders): boolean => (met.get(setOf(now))?.size ?? 0) > 1;
