/**
 * The kernel's sysrq over the serial console: a break, then a letter. It needs an open console in the guest (init has one) and a
 * processor that takes interrupts; a guest hung too deep for it shows only its registers.
 */
import type { Writable } from 'node:stream';
import { CONSOLE_CHARDEV } from './command-line/console.ts';
import type { ConsoleLog } from './console-log.ts';
import { settles, type Deadline } from './deadline.ts';
import { deferred } from './deferred.ts';
import type { Qmp } from './qmp/client.ts';

/** Backtraces of all processors, all tasks, blocked tasks. */
export const SYSRQ_LETTERS = ['l', 't', 'w'] as const;
type Letter = (typeof SYSRQ_LETTERS)[number];

/**
 * The kernel prints a letter's head before and nothing after its output, and works them off one by one: so an output is over when
 * the next letter's head appears. `h` (help) closes the last.
 */
const HEADS = { l: /sysrq: Show backtrace of all active CPUs/, t: /sysrq: Show State/, w: /sysrq: Show Blocked State/, h: /sysrq: HELP/ } as const;

/** What each letter made the kernel print; the reason where it printed nothing. `deadline` is that of one letter. Never rejects. */
export async function sysrq(qmp: Qmp, console: ConsoleLog, keyboard: Writable, deadline: Deadline): Promise<Record<Letter, string>> {
  const printed: Record<Letter, string[]> = { l: [], t: [], w: [] };
  let current: Letter | undefined;
  const heads = { l: deferred<string>(), t: deferred<string>(), w: deferred<string>(), h: deferred<string>() };
  const ignore = console.onLine((line) => {
    for (const letter of [...SYSRQ_LETTERS, 'h'] as const) {
      if (!HEADS[letter].test(line)) continue;
      heads[letter].resolve(line);
      current = letter === 'h' ? undefined : letter;
    }
    if (current) printed[current].push(line);
  });
  try {
    for (const letter of [...SYSRQ_LETTERS, 'h'] as const) {
      await qmp.execute('chardev-send-break', { id: CONSOLE_CHARDEV }, deadline.milliseconds);
      keyboard.write(letter);
      // A guest that does not answer one letter answers none of those behind it.
      if (!await settles(heads[letter].promise, deadline)) break;
    }
  } catch (error) {
    return fill(printed, error instanceof Error ? error.message : String(error));
  } finally {
    ignore();
  }
  return fill(printed, `no answer on the console within ${deadline.milliseconds / 1000} s`);
}

function fill(printed: Record<Letter, string[]>, reason: string): Record<Letter, string> {
  const text = (letter: Letter): string => (printed[letter].length === 0 ? reason : printed[letter].join('\n'));
  return { l: text('l'), t: text('t'), w: text('w') };
}
