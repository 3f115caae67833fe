/** Columns of values side by side, what differs marked with `!`. */
import type { Paint } from '../paint.ts';
import { fitted, WIDTH } from './wrapped.ts';

export interface ComparedRow {
  readonly cells: readonly string[];
  readonly differs: boolean;
}

/** More rows than this are counted. */
const MOST = 40;

export function comparison(heads: readonly string[], rows: readonly ComparedRow[], paint: Paint): string[] {
  const shown = rows.slice(0, MOST);
  const widths = columnWidths([heads, ...shown.map(({ cells }) => cells)]);
  const line = (cells: readonly string[]): string => cells.map((cell, column) => fitted(cell, widths[column] ?? 0)).join('  ').trimEnd();
  return [
    paint('bold', `  ${line(heads)}`),
    ...shown.map(({ cells, differs }) => (differs ? paint('red', `! ${line(cells)}`) : `  ${line(cells)}`)),
    ...(rows.length > MOST ? [`  ... and ${rows.length - MOST} more`] : []),
  ];
}

/** As wide as their widest cell; where that is too much, the widest columns give way to an equal width. */
function columnWidths(rows: readonly (readonly string[])[]): number[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const room = WIDTH - 2 - 2 * (widths.length - 1);
  let most = Math.max(...widths);
  while (widths.reduce((sum, width) => sum + Math.min(width, most), 0) > room) most--;
  return widths.map((width) => Math.min(width, most));
}
