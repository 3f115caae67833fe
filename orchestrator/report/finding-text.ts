/** A finding in plain lines: its title, prediction beside observation, and what the kernel printed. */
import type { Finding } from '../judge/verdict.ts';
import { printableValue } from './printable.ts';

/** More differences than this are counted; the record has them all. */
const MOST_DIFFERENCES = 12;
const MOST_LOG_LINES = 15;
/** Wider than this a column only pushes the next one off the screen. */
const WIDEST = 48;

export function findingLines({ kind, title, operation, differences, log }: Finding): string[] {
  const where = operation < 0 ? 'before the first operation' : `operation ${operation}`;
  return [
    `${kind}: ${title} (${where})`,
    ...table(differences.slice(0, MOST_DIFFERENCES).map(({ fact, expected, seen }) => [fact, printableValue(expected), printableValue(seen)])).map((line) => `  ${line}`),
    ...more(differences.length - MOST_DIFFERENCES, 'difference'),
    ...log.slice(0, MOST_LOG_LINES).map((line) => `  | ${line}`),
    ...more(log.length - MOST_LOG_LINES, 'line'),
  ];
}

function table(rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const all = [['fact', 'predicted', 'observed'], ...rows];
  const widths = [0, 1].map((column) => Math.min(WIDEST, Math.max(...all.map((row) => row[column]?.length ?? 0))));
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}

function more(count: number, what: string): string[] {
  return count > 0 ? [`  ... and ${count} more ${what}${count === 1 ? '' : 's'} in the record`] : [];
}
