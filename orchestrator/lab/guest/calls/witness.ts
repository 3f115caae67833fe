/** Which functions of the hotplug path this kernel lets daxlab see, as the agent found by trying. */
import { z } from 'zod';
import type { CalledFunction } from '../../../model/calls.ts';
import { InfrastructureError } from '../../errors.ts';
import { definitions, PROBES } from './probes.ts';

export interface CallWitness {
  readonly observable: readonly { readonly fn: CalledFunction; /** Whether its altmap is fetched as well. */ readonly altmap: boolean }[];
  /** Functions that cannot be probed, with the reason: most often that the compiler inlined them. */
  readonly missing: readonly { readonly fn: CalledFunction; readonly why: string }[];
}

export const traceRequest = (): Readonly<Record<string, unknown>> => ({
  op: 'trace', probes: PROBES.map((probe) => ({ fn: probe.fn, definitions: definitions(probe) })),
});

export const traceReplySchema = z.union([
  z.strictObject({ id: z.int(), taken: z.record(z.string(), z.string()), refused: z.record(z.string(), z.int()) }),
  z.strictObject({ id: z.int(), failed: z.int() }),
]);

const ENOENT = 2;

/** @throws InfrastructureError when the probes were made and cannot be read */
export function readWitness(reply: z.infer<typeof traceReplySchema>): CallWitness {
  if ('failed' in reply) throw new InfrastructureError({ doing: 'making kprobe events', expected: 'a trace pipe to read them from', seen: `errno ${reply.failed}`, next: "see tracefs in `daxlab shell`" });
  const observable: CallWitness['observable'][number][] = [];
  const missing: CallWitness['missing'][number][] = [];
  for (const { fn } of PROBES) {
    const taken = reply.taken[fn];
    if (taken !== undefined) observable.push({ fn, altmap: taken.includes('altmap=') });
    else missing.push({ fn, why: whyNot(reply.refused[fn]) });
  }
  return { observable, missing };
}

function whyNot(errno: number | undefined): string {
  return errno === ENOENT || errno === undefined ? 'unsupported (inlined or absent, or no CONFIG_KPROBE_EVENTS)' : `unsupported (kprobe_events: errno ${errno})`;
}
