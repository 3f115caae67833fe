/** Running a program in the guest: the only request that forks. */
import { z } from 'zod';

export const runReplySchema = z.strictObject({
  id: z.int(),
  status: z.int().min(0).max(255),
  /** The signal that ended it, or 0. */
  signal: z.int().min(0).max(127),
  /** Standard output and standard error together; bytes as latin-1. */
  output: z.string(),
});

export type RunReply = Omit<z.infer<typeof runReplySchema>, 'id'>;
