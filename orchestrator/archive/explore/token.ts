/** A replay token: a sequence of operations with the place that it was found in, as one word for a command line. */
import { z } from 'zod';
import { operationSchema } from '../evidence-schema.ts';
import type { DeepReadonly } from '../schema-types.ts';

/** The first character of a token is the version of its form. */
const VERSION = '1';

const schema = z.strictObject({ machine: z.string().min(1), kernel: z.string().min(1), policy: z.string().min(1), operations: z.array(operationSchema).min(1) });
export type Replay = DeepReadonly<z.output<typeof schema>>;

export function formatToken({ machine, kernel, policy, operations }: Replay): string {
  return `${VERSION}${Buffer.from(JSON.stringify([machine, kernel, policy, operations])).toString('base64url')}`;
}

/** Undefined for a word that is none, or was cut. */
export function parseToken(token: string): Replay | undefined {
  if (!token.startsWith(VERSION)) return undefined;
  try {
    const [machine, kernel, policy, operations] = z.tuple([z.unknown(), z.unknown(), z.unknown(), z.unknown()]).parse(JSON.parse(Buffer.from(token.slice(1), 'base64url').toString()));
    return schema.parse({ machine, kernel, policy, operations });
  } catch {
    return undefined;
  }
}
