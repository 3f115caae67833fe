/** Running a program in the guest: the only request that forks. */
import { z } from 'zod';
import { InfrastructureError } from '../errors.ts';

export const runReplySchema = z.strictObject({
  id: z.int(),
  status: z.int().min(0).max(255),
  /** The signal that ended it, or 0. */
  signal: z.int().min(0).max(127),
  /** Standard output and standard error together; bytes as latin-1. */
  output: z.string(),
});

export type RunReply = Omit<z.infer<typeof runReplySchema>, 'id'>;

/** Of an operation that a program makes: 0 or positive. @throws InfrastructureError where it failed otherwise than by a write that the kernel refused */
export function errnoOfRun({ status, signal, output }: RunReply, doing: string, command: readonly string[]): number {
  if (status === 0 && signal === 0) return 0;
  const errno = /^errno: (\d+)$/m.exec(output)?.[1];
  if (errno !== undefined) return Number(errno);
  throw new InfrastructureError({
    doing, to: command.join(' '), expected: 'it done, or a write that the kernel refused', seen: `exit status ${status}, signal ${signal}; output:\n${output.trimEnd()}`,
    next: "read the guest's console for what its kernel said",
  });
}
