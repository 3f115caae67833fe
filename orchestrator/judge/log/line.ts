/** A line of the kernel log without what printk puts in front of it, on the console or in /dev/kmsg. */

export interface LogLine {
  /** Its leading spaces are kept: they tell a frame from a message. */
  readonly message: string;
  /** Who printed it, `T213` or `C1`: only kernels with CONFIG_PRINTK_CALLER say so. */
  readonly caller?: string | undefined;
  /** Whether the kernel printed it: what a program writes to the console has no prefix. */
  readonly printed: boolean;
}

/** `<4>[   12.345678][  T213] `; a program that left its line unfinished may stand before it. */
const CONSOLE = String.raw`(?:<\d+>)?\[ {0,4}\d+\.\d+\](?:\[ *([TC]\d+)\])? `;
/** `6,339,5140900,-,caller=T1;` in front of a record of /dev/kmsg. */
const RECORD = String.raw`^\d+,\d+,\d+,[^;,]*(?:,caller=([TC]\d+))?[^;]*;`;
const PREFIX = new RegExp(`${RECORD}|${CONSOLE}`);

export function parseLine(line: string): LogLine {
  const match = PREFIX.exec(line);
  return { message: match ? line.slice(match.index + match[0].length) : line, caller: match?.[1] ?? match?.[2], printed: match !== null };
}
