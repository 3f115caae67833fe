/** Finds the kernel's reports in its log. One head opens a report; the heads printed within it belong to it. */
import { HEADS, type Head } from './heads.ts';

export interface LogReport {
  /** Names the thing, without addresses, pids or times: `WARNING: try_remove_memory`. */
  readonly title: string;
  readonly fatal: boolean;
  /** The head and the lines after it, up to the end marker or REPORT_LINES. */
  readonly lines: readonly string[];
}

/** A report with registers, code and call trace is 40 to 70 lines. */
const REPORT_LINES = 80;
/** `[kernel/panic.c:print_oops_end_marker]` */
const END = /---\[ end (?:trace|Kernel panic)/;

export function findReports(lines: readonly string[]): LogReport[] {
  const reports: { title: string; fatal: boolean; lines: string[]; open: boolean }[] = [];
  for (const line of lines) {
    const current = reports.at(-1);
    const match = headOf(line);
    if (current?.open) {
      current.lines.push(line);
      if (match?.head.fatal) current.fatal = true;
      if (END.test(line) || current.lines.length >= REPORT_LINES) current.open = false;
    } else if (match) {
      reports.push({ title: titleOf(match.head, match.what), fatal: match.head.fatal, lines: [line], open: true });
    }
  }
  return reports.map(({ title, fatal, lines: found }) => ({ title, fatal, lines: found }));
}

function headOf(line: string): { head: Head; what: string } | undefined {
  for (const head of HEADS) {
    const match = head.pattern.exec(line);
    if (match) return { head, what: match.groups?.['what'] ?? '' };
  }
  return undefined;
}

/** Line numbers differ between builds of one release line; the function does not. */
const titleOf = (head: Head, what: string): string => `${head.name}${what === '' ? '' : `: ${what.trim().replaceAll(/0x[0-9a-f]+|\b[0-9a-f]{12,16}\b/g, '…')}`}`;
