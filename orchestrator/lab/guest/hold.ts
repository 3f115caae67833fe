/** Memory that the agent takes, pins and gives back (guest-scripts/lib/hold.pl). */
import { z } from 'zod';
import type { Operation } from '../../model/operation.ts';
import { InfrastructureError, UnsupportedError } from '../errors.ts';
import { endReplySchema } from './operation.ts';

export type Holding = Extract<Operation, { kind: 'fill' | 'pin' | 'release' }>;

export const isHolding = (operation: Operation): operation is Holding => operation.kind === 'fill' || operation.kind === 'pin' || operation.kind === 'release';

export function holdRequest(operation: Holding, index: number): Readonly<Record<string, unknown>> {
  const common = { op: 'hold', operation: index };
  switch (operation.kind) {
    case 'fill':
      return { ...common, how: 'fill', node: operation.node, pages: operation.pages };
    case 'pin':
      return { ...common, how: operation.by === 'pipe' ? 'pin' : 'pin-long', node: operation.node, block: operation.block };
    case 'release':
      return { ...common, how: 'release' };
  }
}

/** `errno` is the kernel's answer; what else went wrong is told in words. */
export const holdReplySchema = endReplySchema.omit({ edge: true }).extend({ errno: z.int().nonnegative().optional(), failed: z.string().optional() });

/** Of a system call that the kernel was built without, as the guest's C library says it. */
const NOT_THERE = 'Function not implemented';

/** @throws UnsupportedError where the kernel has no such system call; InfrastructureError where the process could not do it otherwise: what the kernel has to do with that nobody can tell */
export function errnoOfHolding({ errno, failed }: Pick<z.output<typeof holdReplySchema>, 'errno' | 'failed'>, what: string): number {
  if (errno !== undefined) return errno;
  if (failed?.endsWith(NOT_THERE) === true) throw new UnsupportedError({ doing: 'holding memory in the guest', to: what, seen: failed, next: 'take a kernel with CONFIG_ADVISE_SYSCALLS, CONFIG_MIGRATION, CONFIG_NUMA and CONFIG_IO_URING' });
  throw new InfrastructureError({ doing: 'holding memory in the guest', to: what, expected: 'pages of the node', seen: failed ?? 'nothing', next: "read the guest's console for what its kernel said" });
}
