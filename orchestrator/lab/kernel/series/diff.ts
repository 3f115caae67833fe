/** The diff in the text of a patch: which files it changes, and its hunks. Pure. */

export interface Hunk {
  /** Its first line in the file before. */
  readonly line: number;
  /** `@@ -1411,7 +1411,9 @@ static int add_memory(…)`. */
  readonly heading: string;
}

export interface FileDiff {
  /** From the top of the tree; undefined where the file is new. */
  readonly before?: string | undefined;
  /** Undefined where it is removed. */
  readonly after?: string | undefined;
  readonly hunks: readonly Hunk[];
}

/** From its first line on, without what a mail has in front; undefined where there is none. */
export function diffIn(text: string): string | undefined {
  const lines = text.split('\n');
  const first = lines.findIndex((line, index) => line.startsWith('diff --git ') || (line.startsWith('--- ') && lines[index + 1]?.startsWith('+++ ') === true));
  return first < 0 ? undefined : lines.slice(first).join('\n');
}

/** Every file that a diff names, in its order. */
export function filesIn(diff: string): FileDiff[] {
  const files: { before?: string | undefined; after?: string | undefined; hunks: Hunk[] }[] = [];
  /** Lines of the hunk that are still to come, of the file before and after. */
  let [before, after] = [0, 0];
  for (const line of diff.split('\n')) {
    const file = files.at(-1);
    if (before > 0 || after > 0) {
      if (/^[ -]/.test(line) || line === '') before--;
      if (/^[ +]/.test(line) || line === '') after--;
      continue;
    }
    const [, old, now] = /^diff --git a\/(.+) b\/(.+)$/.exec(line) ?? [];
    const [, side, name] = /^(---|\+\+\+) ([^\t]+)/.exec(line) ?? [];
    const [, start, oldCount = '1', newCount = '1'] = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line) ?? [];
    if (old !== undefined) files.push({ before: old, after: now, hunks: [] });
    else if (side === '---' && name !== undefined) {
      // Without a line of git's, the two names alone begin a file.
      const current = file?.hunks.length === 0 && /^diff --git/m.test(diff) ? file : files[files.push({ hunks: [] }) - 1];
      if (current) current.before = nameOf(name);
    } else if (side === '+++' && name !== undefined && file) file.after = nameOf(name);
    else if (line.startsWith('new file mode ') && file) file.before = undefined;
    else if (line.startsWith('deleted file mode ') && file) file.after = undefined;
    else if (start !== undefined && file) {
      file.hunks.push({ line: Number(start), heading: line.trimEnd() });
      [before, after] = [Number(oldCount), Number(newCount)];
    }
  }
  return files;
}

/** `a/mm/memory.c`, or /dev/null. */
const nameOf = (name: string): string | undefined => (name === '/dev/null' ? undefined : name.replace(/^[ab]\//, '').trimEnd());
