/** Debian's control format (deb822): paragraphs of `Field: value`, as in package indices and in .sources files. */

/** Field names in lower case. Continuation lines are joined with newlines, without their first space. */
export type Stanza = ReadonlyMap<string, string>;

/** @throws SyntaxError naming the line that is neither a field, a continuation nor a comment */
export function parseStanzas(text: string): Stanza[] {
  const stanzas: Stanza[] = [];
  let current = new Map<string, string>();
  let field: string | undefined;
  const finish = () => {
    if (current.size > 0) stanzas.push(current);
    current = new Map();
    field = undefined;
  };
  for (const [index, line] of text.split('\n').entries()) {
    if (line.startsWith('#')) continue;
    if (line.trim() === '') {
      finish();
      continue;
    }
    if (/^[ \t]/.test(line) && field !== undefined) {
      current.set(field, `${current.get(field) ?? ''}\n${line.slice(1).trimEnd()}`);
      continue;
    }
    const match = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line);
    if (!match) throw new SyntaxError(`line ${index + 1} is no field: ${JSON.stringify(line)}`);
    field = String(match[1]).toLowerCase();
    current.set(field, String(match[2]).trimEnd());
  }
  finish();
  return stanzas;
}
