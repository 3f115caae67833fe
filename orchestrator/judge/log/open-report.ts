/** A report while its lines come in. */
import { DUMP, LAST_LINE, MOST_LINES, TRAILER, type Ending } from './heads/ending.ts';
import type { Head } from './heads/head.ts';
import type { FoundHead } from './heads/heads.ts';
import { CONSEQUENCE } from './heads/panic.ts';
import type { LogLine } from './line.ts';
import { follow, LISTED, mixes, NO_TRACE, type Trace } from './trace/trace.ts';

export interface OpenReport {
  /** What names it. */
  readonly named: FoundHead;
  /** All its heads, in order. */
  readonly heads: readonly Head[];
  /** How it ends: as the last of its heads does. */
  readonly ends: Ending;
  /** Its last line was seen: what follows belongs to it only if it looks so. */
  readonly due: boolean;
  /** It was due once, and a panic went on with it. */
  readonly wasDue: boolean;
  readonly lines: readonly string[];
  readonly trace: Trace;
  /** The function that a head named. */
  readonly where?: string | undefined;
  /** Processor and task that print it, `0/88` of `CPU: 0 PID: 88`. */
  readonly task?: string | undefined;
  readonly caller?: string | undefined;
  /** Why it is not whole, the first reason that was noticed. */
  readonly trouble?: string | undefined;
  /** Index of the operation under way when it began. */
  readonly operation: number;
}

export function open(found: FoundHead, lines: readonly string[], caller: string | undefined, operation: number, trouble?: string): OpenReport {
  const { head, groups } = found;
  const due = head.ends === 'line';
  return {
    named: found, heads: [head], ends: head.ends, due, wasDue: false, lines, trace: head.lists ? LISTED : NO_TRACE, where: groups['where'], caller, trouble, operation,
  };
}

/** Whether a head goes on with the report instead of beginning another. */
export function goesOn({ named, heads, ends, due }: OpenReport, { head }: FoundHead, message: string): boolean {
  if (CONSEQUENCE.test(message)) return true;
  return !heads.includes(head) && (!due || ends === 'line') && named.head.continuedBy?.test(message) === true;
}

/** The special head names the report; the general one behind it says how it ends. */
export function goOn(report: OpenReport, found: FoundHead, line: string): OpenReport {
  const { head, groups } = found;
  const oneLine = head.ends === 'line';
  return {
    ...report,
    named: report.named.head.yields ? found : report.named,
    heads: [...report.heads, head],
    ends: oneLine ? report.ends : head.ends,
    due: oneLine,
    wasDue: report.wasDue || (report.due && head.name === 'panic'),
    lines: [...report.lines, line],
    where: report.where ?? groups['where'],
  };
}

/** `CPU: 0 UID: 0 PID: 88 Comm: sh` `[lib/dump_stack.c:dump_stack_print_info]` */
const TASK = /^CPU: (\d+) (?:UID: \d+ )?PID: (\d+) /;

/** One more line that is no head. Undefined: it does not belong to the report, which has ended. */
export function add(report: OpenReport, line: string, { message, caller }: LogLine): OpenReport | undefined {
  const { named: { head }, trace, ends, due } = report;
  if (due && ((caller !== report.caller && !head.dumps) || !(TRAILER.test(message) || (head.dumps && DUMP.test(message))))) return undefined;
  if (caller !== report.caller && !(head.dumps && DUMP.test(message))) {
    // Who prints is told by its number. A stray message is left out; another stack means that this one may have lines of it.
    return DUMP.test(message) ? { ...report, trouble: report.trouble ?? MIXED } : report;
  }
  const task = TASK.exec(message)?.slice(1).join('/');
  const mixed = !head.dumps && ((task !== undefined && report.task !== undefined && task !== report.task) || (ends !== 'halt' && mixes(trace, message)));
  const lines = [...report.lines, line];
  const followed = follow(trace, message);
  return {
    ...report,
    lines,
    task: report.task ?? task,
    trace: followed,
    // The end of another task's trace is not the report's.
    due: due || (LAST_LINE[ends].test(message) && !(trace.foreign && trace.state === 'open')),
    trouble: report.trouble ?? (mixed ? MIXED : undefined),
  };
}

const MIXED = 'the lines of two reports are mixed';

/** Whether all of it was seen. A panic without an offset to tell (CONFIG_RANDOMIZE_BASE) ends with its stack. */
export const isComplete = ({ due, wasDue, ends, trace }: OpenReport): boolean => due || wasDue || (ends === 'halt' && trace.state === 'closed');
/** Its end is not waited for any longer. */
export const isTooLong = ({ lines, ends }: OpenReport): boolean => lines.length > MOST_LINES[ends];
