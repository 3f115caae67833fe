/**
 * A process that takes pages, one by one, from the free pieces of a zone, and keeps them where the kernel puts them. Of ordinary memory only how many
 * it has is known, as of all that is free there.
 */
import type { HeldObservation } from '../../model/observation.ts';
import { pages } from '../../model/units.ts';
import type { Zone } from './zone.ts';

export class Process {
  /** Pages of hot-added memory, and the zone each is of. */
  readonly taken = new Map<number, Zone>();
  readonly pinned = new Set<number>();
  ordinary = 0;
  /** Pages that are pinned for long: in ordinary memory. */
  long = 0;
  /** One of them is in the block that is to go offline. */
  inTheWay = false;

  /** From the highest piece down, so that not all of them are in one block. */
  take(zone: Zone, count: number): void {
    for (let left = count; left > 0;) {
      const head = [...zone.freePieces.keys()].reduce((one, other) => Math.max(one, other), 0);
      for (let page = head + 2 ** (zone.freePieces.get(head) ?? 0) - 1; page >= head && left > 0; page--, left--) {
        zone.takePage(page);
        this.taken.set(page, zone);
      }
    }
  }

  /** The last page of the block, or the last before those that it has or that are nobody's. */
  pin(zone: Zone, start: number, end: number): void {
    let page = end - 1;
    while (page > start && ![...zone.freePieces].some(([head, order]) => head <= page && page < head + 2 ** order)) page--;
    zone.takePage(page);
    this.taken.set(page, zone);
    this.pinned.add(page);
  }

  /** `[mm/memory_hotplug.c:do_migrate_range]`: to ordinary memory. @returns whether all went */
  migrate(start: number, end: number): boolean {
    const own = [...this.taken.keys()].filter((page) => page >= start && page < end);
    for (const page of own.filter((one) => !this.pinned.has(one))) {
      this.taken.get(page)?.givePage(page);
      this.taken.delete(page);
      this.ordinary++;
    }
    return !this.inTheWay && own.every((page) => !this.pinned.has(page));
  }

  release(): void {
    for (const [page, zone] of this.taken) zone.givePage(page);
    this.taken.clear();
    this.pinned.clear();
    this.ordinary = 0;
    this.long = 0;
  }

  get size(): number {
    return this.taken.size + this.ordinary + this.long;
  }

  /** @param blockPages of a block. @param ordinary a block of ordinary memory */
  seen(blockPages: number, ordinary: number): HeldObservation[] | undefined {
    if (this.size === 0) return undefined;
    const blocks = new Map<number, number>(this.ordinary > 0 ? [[ordinary, this.ordinary]] : []);
    for (const page of this.taken.keys()) {
      const block = Math.floor(page / blockPages);
      blocks.set(block, (blocks.get(block) ?? 0) + 1);
    }
    return [
      { how: 'filled', pages: pages(this.size - this.long), blocks: Object.fromEntries(blocks), changed: 0, first: [] },
      ...(this.long > 0 ? [{ how: 'pinned-long' as const, pages: pages(this.long), blocks: { [ordinary]: this.long }, changed: 0, first: [] }] : []),
    ];
  }
}
