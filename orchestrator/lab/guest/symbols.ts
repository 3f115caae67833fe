/** Where functions of the guest's kernel are. */
import { z } from 'zod';
import { UnsupportedError } from '../errors.ts';
import { PROBES } from './calls/probes.ts';

export const symbolsReplySchema = z.strictObject({ id: z.int(), addresses: z.record(z.string(), z.array(z.string().regex(/^[0-9a-f]{16}$/))) });

/** 7.3 has the inner of two do the work, and kmem call it `[7.3 mm/memory_hotplug.c]`. */
const INNER: Readonly<Record<string, readonly string[]>> = { add_memory_resource: ['__add_memory_resource', 'add_memory_resource'] };

/** What a function is called on the releases there are, the first that exists counts. */
export const symbolsOf = (name: string): readonly string[] => PROBES.find(({ fn }) => fn === name)?.symbols ?? INNER[name] ?? [name];

/** @throws UnsupportedError for a function that is not there, or is there twice */
export function addressOf(name: string, addresses: z.output<typeof symbolsReplySchema>['addresses'], release: string): bigint {
  const [first, ...others] = symbolsOf(name).map((symbol) => addresses[symbol] ?? []).find((found) => found.length > 0) ?? [];
  if (first !== undefined && others.length === 0) return BigInt(`0x${first}`);
  const seen = first === undefined ? `kernel ${release} has no such function: inlined or absent` : `kernel ${release} has ${others.length + 1} functions of that name`;
  throw new UnsupportedError({ doing: 'arming a fault', to: name, seen });
}
