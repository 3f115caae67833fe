/** Spans of time as they are asked for: `90s`, `20m`, `2h`, `1h30m`. */

const SECONDS = { h: 3600, m: 60, s: 1 } as const;

/** Milliseconds; undefined for a text that is none, and for none at all. */
export function parseTime(text: string): number | undefined {
  if (!/^(\d+h)?(\d+m)?(\d+s)?$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)([hms])/g)) seconds += Number(count) * SECONDS[unit as keyof typeof SECONDS];
  return seconds > 0 && Number.isSafeInteger(seconds * 1000) ? seconds * 1000 : undefined;
}

/** The shortest text that parseTime reads as this, to the second. */
export function formatTime(milliseconds: number): string {
  let left = Math.round(milliseconds / 1000);
  const parts = Object.entries(SECONDS).map(([unit, size]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count > 0 ? `${count}${unit}` : '';
  });
  return parts.join('') || '0s';
}
