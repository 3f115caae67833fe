/** A line in front of a head that names the report better than the head does: `[Right Redzone overwritten] 0x…` before `BUG kmalloc-64 …: Object corrupt`. */
import type { Head } from './heads/head.ts';
import { headBehind, type FoundHead } from './heads/heads.ts';
import type { LogLine } from './line.ts';

export interface Ahead {
  readonly head: Head;
  readonly groups: FoundHead['groups'];
  readonly line: string;
  readonly caller?: string | undefined;
  /** Lines of the same printer since, itself included. */
  readonly age: number;
  /** The report before has it too: of an object that is broken in several places only the first is printed whole. */
  readonly kept: boolean;
}

/** Itself, and a rule of `====` `[mm/slub.c:slab_bug]`. */
const NEAR = 2;

export function aheadOf(line: string, { message, caller }: LogLine, kept: boolean): Ahead | undefined {
  const found = headBehind(message);
  return found && { ...found, line, caller, age: 0, kept };
}

/** With one more line passed. */
export const older = (ahead: Ahead, { caller }: LogLine): Ahead => (caller === ahead.caller ? { ...ahead, age: ahead.age + 1 } : ahead);

/** Its head did not follow. */
export const isOverdue = ({ age }: Ahead): boolean => age > NEAR;

/** The head as that line names it. */
export function named(ahead: Ahead | undefined, found: FoundHead, { caller }: LogLine): FoundHead | undefined {
  return ahead?.head === found.head && ahead.caller === caller ? { head: found.head, groups: { ...found.groups, ...ahead.groups } } : undefined;
}
