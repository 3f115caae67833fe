/**
 * A zone as the kernel keeps it: four counters that are moved step by step, never recomputed `[include/linux/mmzone.h: struct zone]`.
 * Positions are pfn, sizes are pages, as everywhere in mm/.
 */
import type { ZoneName } from '../../model/observation.ts';

/** `[include/linux/mmzone.h:MAX_PAGE_ORDER]` */
const LARGEST_ORDER = 10;
/** `[pageblock_nr_pages]` */
const PAGEBLOCK = 512;

export type MigrateType = 'Unmovable' | 'Movable';

/** `[__ffs]` of a pfn below 2^31. */
const firstSetBit = (pfn: number): number => 31 - Math.clz32(pfn & -pfn);

export class Zone {
  readonly node: number;
  readonly name: ZoneName;
  startPfn = 0;
  spanned = 0;
  present = 0;
  managed = 0;
  /** Of present, what was there at boot `[struct zone: present_early_pages]`. */
  presentEarly = 0;
  /** Free pieces of hot-added memory: the first pfn to the order. */
  readonly freePieces = new Map<number, number>();
  /** Pageblocks of hot-added memory by migrate type, as /proc/pagetypeinfo counts them. */
  readonly pageblocks = { Unmovable: 0, Movable: 0 };

  constructor(node: number, name: ZoneName) {
    this.node = node;
    this.name = name;
  }

  /** `[zone_end_pfn]` */
  get endPfn(): number {
    return this.startPfn + this.spanned;
  }

  /** `[zone_intersects]`: by start and length alone, so a hole within the span counts. */
  intersects(start: number, count: number): boolean {
    if (this.spanned === 0) return false;
    return !(start >= this.endPfn || start + count <= this.startPfn);
  }

  /** `[mm/memory_hotplug.c:resize_zone_range]` */
  resize(start: number, count: number): void {
    const oldEnd = this.endPfn;
    if (this.spanned === 0 || start < this.startPfn) this.startPfn = start;
    this.spanned = Math.max(start + count, oldEnd) - this.startPfn;
  }

  /** `[mm/memory_hotplug.c:online_pages_range]`: in the largest pieces that begin at a multiple of their size. */
  freeRange(start: number, end: number): void {
    for (let pfn = start; pfn < end;) {
      const order = pfn === 0 ? LARGEST_ORDER : Math.min(LARGEST_ORDER, firstSetBit(pfn));
      this.freePieces.set(pfn, order);
      pfn += 2 ** order;
    }
  }

  /** `[mm/page_alloc.c:__offline_isolated_pages]` */
  takeRange(start: number, end: number): void {
    for (const pfn of this.freePieces.keys()) if (pfn >= start && pfn < end) this.freePieces.delete(pfn);
  }

  /** Halves the piece that the page is in until the page is alone, and takes that away `[mm/page_alloc.c:take_page_off_buddy, break_down_buddy_pages]`. */
  takePage(page: number): void {
    for (let order = 0; order <= LARGEST_ORDER; order++) {
      let head = page - (page % 2 ** order);
      const found = this.freePieces.get(head);
      if (found === undefined || found < order) continue;
      this.freePieces.delete(head);
      for (let half = found - 1; half >= 0; half--) {
        const upper = head + 2 ** half;
        this.freePieces.set(page >= upper ? head : upper, half);
        if (page >= upper) head = upper;
      }
      return;
    }
  }

  /** With its buddy, as long as that is free as a whole `[mm/page_alloc.c:__free_one_page]`. */
  givePage(page: number): void {
    let [head, order] = [page, 0];
    for (let buddy = head ^ 1; order < LARGEST_ORDER && this.freePieces.get(buddy) === order; buddy = head ^ (2 ** order)) {
      this.freePieces.delete(buddy);
      head = Math.min(head, buddy);
      order++;
    }
    this.freePieces.set(head, order);
  }

  /** How many free pieces there are of each order, from 0. */
  freeCounts(): number[] {
    const counts = Array<number>(LARGEST_ORDER + 1).fill(0);
    for (const order of this.freePieces.values()) counts[order] = (counts[order] ?? 0) + 1;
    return counts;
  }

  setMigrateType(type: MigrateType, count: number, times: 1 | -1): void {
    this.pageblocks[type] += (times * count) / PAGEBLOCK;
  }
}
