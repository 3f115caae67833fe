/** Counters of the direct map, moved as page-table entries are made and cleared `[arch/x86/mm/pat/set_memory.c:update_page_count]`. */
import { GIB, MIB } from '../../model/units.ts';

const BIG = 2 * MIB;

export class DirectMap {
  /** Bytes mapped by hot-added memory, by the size of the entry that maps them. */
  big = 0;
  huge = 0;
  /** Which gigabytes are one entry `[pud_leaf]`. */
  readonly #leaves = new Set<number>();

  /** One call maps the gigabytes that it covers whole by one entry each, the rest by 2 MiB `[arch/x86/mm/init.c:split_mem_range]`. */
  map(start: number, end: number): void {
    for (const piece of gigabytes(start, end)) {
      if (piece.end - piece.start === GIB) {
        this.#leaves.add(piece.start / GIB);
        this.huge += GIB;
      } else {
        this.big += entries(piece);
      }
    }
  }

  /** Gigabytes that are one entry become entries of 2 MiB, which can go piece by piece. */
  split(start: number, end: number): void {
    for (const { start: at } of gigabytes(start, end)) {
      if (!this.#leaves.delete(Math.floor(at / GIB))) continue;
      this.huge -= GIB;
      this.big += GIB;
    }
  }

  /** An entry of one gigabyte is cleared only as a whole `[arch/x86/mm/init_64.c:remove_pud_table]`. */
  unmap(start: number, end: number): void {
    for (const piece of gigabytes(start, end)) {
      const gigabyte = Math.floor(piece.start / GIB);
      if (!this.#leaves.has(gigabyte)) {
        this.big -= entries(piece);
      } else if (piece.end - piece.start === GIB) {
        this.#leaves.delete(gigabyte);
        this.huge -= GIB;
      }
    }
  }
}

interface Piece {
  readonly start: number;
  readonly end: number;
}

function gigabytes(start: number, end: number): Piece[] {
  const pieces: Piece[] = [];
  for (let at = start; at < end;) {
    const next = Math.min(end, (Math.floor(at / GIB) + 1) * GIB);
    pieces.push({ start: at, end: next });
    at = next;
  }
  return pieces;
}

/** Memory blocks begin and end at multiples of 2 MiB. */
const entries = ({ start, end }: Piece): number => ((end - start) / BIG) * BIG;
