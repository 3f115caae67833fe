/** The text of kprobe_profile, strictly: a line for each probe, with how often it was hit and how often it missed a call. */
import type { CalledFunction } from '../../../model/calls.ts';
import { InfrastructureError } from '../../errors.ts';

/** `[kernel/trace/trace_kprobe.c:probes_profile_seq_show]` */
const LINE = /^\s*(?<event>\w+)\s+(?<hit>\d+)\s+(?<missed>\d+)\s*$/;

/**
 * How many calls the probes have missed since they were made.
 * @param probes those that the kernel took
 * @throws InfrastructureError for a line in no known shape, and where a probe has no line: nobody would know what it missed
 */
export function missedCalls(text: string, probes: readonly CalledFunction[]): number {
  const missed = new Map(text.split('\n').filter((line) => line !== '').map((line): [string, number] => {
    const groups = LINE.exec(line)?.groups;
    if (!groups) throw unreadable('a probe, its hits and its misses', line);
    return [groups['event'] ?? '', Number(groups['missed'])];
  }));
  const absent = probes.filter((fn) => !missed.has(fn));
  if (absent.length > 0) throw unreadable(`a line for each of ${probes.length} probes`, `none for ${absent.join(', ')}`);
  return [...missed.values()].reduce((sum, count) => sum + count, 0);
}

const unreadable = (expected: string, seen: string): InfrastructureError =>
  new InfrastructureError({ doing: 'reading what the probes have missed', to: 'kprobe_profile', expected, seen, next: 'see /sys/kernel/tracing/kprobe_profile in `daxlab shell`: if this kernel prints it otherwise, teach orchestrator/lab/guest/calls/profile.ts its format' });
