/** The kernel's lines on the clock of everything else. They come in pieces after each operation, and have only the guest's own time. */
import { parseLine } from '../../judge/log/line.ts';
import { markerOf } from '../../judge/log/markers.ts';
import type { ConsoleLine } from './row-shape.ts';

/** A piece of the log as the record has it: `t` is when it was read. */
export interface ConsolePiece {
  readonly t: number;
  readonly lines: readonly string[];
}

/** Lines of the boot that are kept; a failure that has to do with them is at their end. */
const BOOT_LINES = 80;
const MOST_LINES = 1500;

/** What to add to the guest's time of an operation, in milliseconds, for the host's: by its index, of those whose begin the console shows. */
export function clockOffsets(pieces: readonly ConsolePiece[], began: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  return new Map(place(pieces).flatMap(({ guest, begins }) => {
    const start = begins === undefined ? undefined : began.get(begins);
    return begins === undefined || start === undefined ? [] : [[begins, start - guest * 1000] as const];
  }));
}

interface Placed {
  readonly line: string;
  /** Seconds of the guest's clock. */
  readonly guest: number;
  readonly read: number;
  readonly begins?: number | undefined;
}

/**
 * The agent marks where an operation begins, and the record has when it did: that sets the guest's clock, again with each operation, for a guest without
 * hardware help is now slower and now faster. Before the first marker its offset holds; without any, the last line is as late as it was read.
 * @param began host time at which each operation began, by its index
 * @param zero host time that is 0 in the result
 * @param marked lines that are part of a finding
 */
export function consoleLines(pieces: readonly ConsolePiece[], began: ReadonlyMap<number, number>, zero: number, marked: ReadonlySet<string>): { readonly lines: readonly ConsoleLine[]; readonly leftOut: number } {
  const placed = place(pieces);
  const last = placed.at(-1);
  let offset = firstOffset(placed, began) ?? (last ? last.read - last.guest * 1000 : 0);
  const lines = placed.map(({ line, guest, read, begins }): ConsoleLine => {
    const start = begins === undefined ? undefined : began.get(begins);
    if (start !== undefined) offset = start - guest * 1000;
    const at = Math.round((Math.min(read, guest * 1000 + offset) - zero) * 10) / 10;
    return { at, text: line, ...(marked.has(line) ? { marked: true } : {}) };
  });
  const firstMarker = placed.findIndex(({ begins }) => begins !== undefined);
  const leftOut = Math.max(0, (firstMarker === -1 ? lines.length : firstMarker) - BOOT_LINES);
  const kept = lines.slice(leftOut);
  const tooMany = Math.max(0, kept.length - MOST_LINES);
  return { lines: kept.slice(tooMany), leftOut: leftOut + tooMany };
}

function place(pieces: readonly ConsolePiece[]): readonly Placed[] {
  let guest = 0;
  return pieces.flatMap(({ t, lines }) => lines.map((line): Placed => {
    guest = guestTime(line) ?? guest;
    const marker = markerOf(parseLine(line).message);
    return { line, guest, read: t, begins: marker?.place === 'begin' ? marker.operation : undefined };
  }));
}

function firstOffset(placed: readonly Placed[], began: ReadonlyMap<number, number>): number | undefined {
  for (const { guest, begins } of placed) {
    const start = begins === undefined ? undefined : began.get(begins);
    if (start !== undefined) return start - guest * 1000;
  }
  return undefined;
}

/** `[    7.810516] ` on the console; `6,339,5140900,-;` in /dev/kmsg, in microseconds. */
function guestTime(line: string): number | undefined {
  const seconds = /^(?:<\d+>)?\[ {0,4}(\d+\.\d+)\]/.exec(line)?.[1];
  if (seconds !== undefined) return Number(seconds);
  const microseconds = /^\d+,\d+,(\d+),/.exec(line)?.[1];
  return microseconds === undefined ? undefined : Number(microseconds) / 1e6;
}
