/** What the agent's `observe` answers (guest-scripts/agent), and taking texts out of it. */
import { z } from 'zod';
import { oneLine, type Line } from './text-file.ts';
import { UnreadableTextError } from './unreadable.ts';

export const observeReplySchema = z.strictObject({
  id: z.int(),
  /** Path to text. What does not exist has no key. */
  files: z.record(z.string(), z.string()),
  /** Path of a symbolic link to its target. */
  links: z.record(z.string(), z.string()),
  /** Path to errno, where a read failed for another reason than that there is no such file. */
  errors: z.record(z.string(), z.int().positive()),
  blocks: z.string(),
  /** First page frame number of what was asked about to the values of /proc/kpageflags, and how many pages of /proc/kpagecount are not 0. */
  pages: z.record(z.string().regex(/^\d+$/), z.strictObject({ flags: z.record(z.string().regex(/^0x[0-9a-f]+$/), z.int().positive()), counted: z.int().nonnegative().optional() })).default({}),
  /** `online@memory32`, in order, since the last observation; absent where there is no socket to hear them. */
  uevents: z.array(z.string().regex(/^(?:\w+@(?:memory|node)\d+|lost)$/)).optional(),
  /** What the agent holds (lib/hold.pl): page frame numbers are -1 of pages that are not there. */
  held: z.array(z.strictObject({
    how: z.enum(['filled', 'pinned', 'pinned-long']), pages: z.int().nonnegative(), blocks: z.record(z.string().regex(/^\d+$/), z.int().positive()),
    changed: z.int().nonnegative(), first: z.array(z.tuple([z.int(), z.int().nonnegative()])),
  })).optional(),
  /** How many pages /proc/kpageflags is long. */
  kpageflags: z.int().nonnegative().optional(),
  /** Directory to the number of its entries. */
  entries: z.record(z.string(), z.int().nonnegative()).default({}),
});

export type ObserveReply = z.infer<typeof observeReplySchema>;

export class Texts {
  readonly #files: ReadonlyMap<string, string>;

  constructor(reply: ObserveReply) {
    this.#files = new Map(Object.entries(reply.files));
  }

  optional(path: string): string | undefined {
    return this.#files.get(path);
  }

  /** @throws UnreadableTextError where the kernel has no such file */
  text(path: string): string {
    const text = this.#files.get(path);
    if (text === undefined) throw new UnreadableTextError(path, 'this file', 'no such file');
    return text;
  }

  line(path: string): Line {
    return oneLine(path, this.text(path));
  }

  /** The line without its newline, or undefined where there is no such file. */
  optionalLine(path: string): string | undefined {
    const text = this.#files.get(path);
    return text === undefined ? undefined : oneLine(path, text).text;
  }

  /** The names directly below `directory` that match, in the order of their first number. */
  namesBelow(directory: string, pattern: RegExp): string[] {
    const names = new Set<string>();
    for (const path of this.#files.keys()) {
      if (!path.startsWith(`${directory}/`)) continue;
      const name = path.slice(directory.length + 1).split('/')[0] ?? '';
      if (pattern.test(name)) names.add(name);
    }
    return [...names].sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
  }
}
