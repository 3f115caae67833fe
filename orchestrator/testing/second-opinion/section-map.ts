/** Which pages are online, and to which zone they say they belong `[mm/sparse.c]`. */
import type { Zone } from './zone.ts';

export const PAGES_PER_SECTION = 32_768;
const PAGES_PER_SUBSECTION = 512;

const sectionOf = (pfn: number): number => Math.floor(pfn / PAGES_PER_SECTION);
const down = (pfn: number): number => Math.floor(pfn / PAGES_PER_SUBSECTION) * PAGES_PER_SUBSECTION;
const up = (pfn: number): number => Math.ceil(pfn / PAGES_PER_SUBSECTION) * PAGES_PER_SUBSECTION;

interface EarlyPages {
  readonly start: number;
  readonly end: number;
  readonly zone: Zone;
}

export class SectionMap {
  /** Hot-added sections that are online. */
  readonly #hot = new Map<number, Zone>();
  readonly #early: readonly EarlyPages[];

  /**
   * @param zones the zones of boot memory, whose subsections are online from the start `[subsection_map_init]`. What a subsection has
   * beyond memory belongs to the zone that follows in it, else to its own `[mm/mm_init.c:memmap_init, init_unavailable_range]`
   */
  constructor(zones: readonly Zone[]) {
    const populated = zones.filter(({ spanned }) => spanned > 0).sort((one, other) => one.startPfn - other.startPfn);
    this.#early = populated.map((zone, index) => {
      const before = populated[index - 1]?.endPfn ?? 0;
      const after = populated[index + 1]?.startPfn ?? Infinity;
      const end = up(zone.endPfn);
      return { start: Math.max(before, down(zone.startPfn)), end: end > down(after) ? zone.endPfn : end, zone };
    });
  }

  /** `[online_mem_sections]` */
  online(start: number, end: number, zone: Zone): void {
    for (let pfn = start; pfn < end; pfn += PAGES_PER_SECTION) this.#hot.set(sectionOf(pfn), zone);
  }

  /** `[offline_mem_sections]` */
  offline(start: number, end: number): void {
    for (let pfn = start; pfn < end; pfn += PAGES_PER_SECTION) this.#hot.delete(sectionOf(pfn));
  }

  /** The zone of an online page `[pfn_to_online_page, page_zone]`. */
  zoneOf(pfn: number): Zone | undefined {
    return this.#hot.get(sectionOf(pfn)) ?? this.#early.find(({ start, end }) => pfn >= start && pfn < end)?.zone;
  }

  /** The first pfn of the zone in [start, end), looking at one of each subsection `[find_smallest_section_pfn]`; 0 if none. */
  smallest(zone: Zone, start: number, end: number): number {
    for (let pfn = start; pfn < end; pfn = this.#beyond(pfn, 1)) if (this.zoneOf(pfn) === zone) return pfn;
    return 0;
  }

  /** The last `[find_biggest_section_pfn]`; 0 if none. */
  biggest(zone: Zone, start: number, end: number): number {
    for (let pfn = end - 1; pfn >= start; pfn = this.#beyond(pfn, -1)) if (this.zoneOf(pfn) === zone) return pfn;
    return 0;
  }

  /** The kernel goes on by a subsection; a section without boot memory, of one zone or offline as a whole, is passed at once. */
  #beyond(pfn: number, direction: 1 | -1): number {
    const [first, last] = [sectionOf(pfn) * PAGES_PER_SECTION, (sectionOf(pfn) + 1) * PAGES_PER_SECTION];
    if (this.#early.some(({ start, end }) => start < last && end > first)) return pfn + direction * PAGES_PER_SUBSECTION;
    const left = direction === 1 ? last - pfn : pfn - first + 1;
    return pfn + direction * up(left);
  }
}
