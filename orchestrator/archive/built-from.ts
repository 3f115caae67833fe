/** What a kernel was built from, where daxlab built it. */
import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a sha256 in lower-case hexadecimal');
const patch = z.strictObject({ subject: z.string(), messageId: z.string().optional() });

export const builtFromSchema = z.strictObject({
  /** A package with its version, what `git describe` said, or a folder; `dirty`: files were not as the commit has them. */
  source: z.strictObject({ name: z.string(), sha256, commit: z.string().optional(), dirty: z.boolean().optional() }),
  /** In the order in which they were applied. */
  series: z.array(z.strictObject({ version: z.int(), cover: patch.optional(), patches: z.array(patch), sha256 })),
  configuration: z.strictObject({ fragments: z.array(z.string()), sha256 }),
  compiler: z.string(),
});
