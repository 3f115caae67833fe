/** Numbers for people. */

/** `0.4 s`, `12 s`, `3 min 05 s`, `1 h 02 min`. */
export { formatDuration as duration } from '../../duration.ts';

/** `3.512 s` on a time line. */
export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(3)} s`;

/** `2 MiB`, `365.1 MiB`. */
export function kibibytes(count: number): string {
  if (count < 1024) return `${count} KiB`;
  const mebibytes = count / 1024;
  return mebibytes < 4096 ? `${round(mebibytes)} MiB` : `${round(mebibytes / 1024)} GiB`;
}

export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const round = (value: number): string => String(Math.round(value * 10) / 10);
