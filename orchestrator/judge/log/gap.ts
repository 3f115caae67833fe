/** Places where the log is known not to be whole. A log with one of them proves nothing about what it does not say. */

export interface LogGap {
  /** `dropped`: the console could not keep up. `numbering`: records are missing from /dev/kmsg. `marker`: an operation's own line is missing. */
  readonly kind: 'dropped' | 'numbering' | 'marker';
  readonly text: string;
  /** Index of the operation under way; -1 before the first. */
  readonly operation: number;
}

/** `[kernel/printk/printk.c:console_prepend_dropped]`; it stands where a prefix would be, so it is looked for in the whole line. */
const DROPPED = /^\*\* (\d+) printk messages? dropped \*\*/;

/** How many messages the console left out before this line. */
export const droppedBefore = (line: string): number => (line.startsWith('** ') ? Number(DROPPED.exec(line)?.[1] ?? 0) : 0);
