/**
 * Who owns a temporary directory or uses an entry: a process, named so that another daxlab can tell whether it still runs.
 *
 * A pid alone is not enough: it is used again after a while, and says nothing in another container that shares the cache folder.
 * So the name carries the process's start time and the boot and pid namespace that its pid means something in.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';

export type Owner = `${string}-${number}-${number}`;

/** `elsewhere`: another boot, machine or pid namespace, where nothing can be told from here. */
export type OwnerState = 'running' | 'gone' | 'elsewhere';

let place: string | undefined;
let self: Owner | undefined;

/** This process. */
export function thisProcess(): Owner {
  self ??= `${here()}-${process.pid}-${startTime(process.pid) ?? 0}`;
  return self;
}

/** The owner that a name starts with, or undefined when the name was made by something else. */
export function ownerOf(name: string): Owner | undefined {
  const match = /^[0-9a-f]{12}-\d+-\d+(?=$|[.])/.exec(name);
  return match ? (match[0] as Owner) : undefined;
}

export function ownerState(owner: Owner): OwnerState {
  const [where, pid, start] = owner.split('-');
  if (where !== here()) return 'elsewhere';
  return startTime(Number(pid)) === Number(start) ? 'running' : 'gone';
}

function here(): string {
  place ??= createHash('sha256').update(readFileSync('/proc/sys/kernel/random/boot_id')).update(readlinkSync('/proc/self/ns/pid')).digest('hex').slice(0, 12);
  return place;
}

/** Clock ticks since boot, field 22 of /proc/PID/stat; undefined when there is no such process, or only its unreaped corpse. */
function startTime(pid: number): number | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return undefined;
  }
  // The second field, the command name, may hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : Number(fields[19]);
}
