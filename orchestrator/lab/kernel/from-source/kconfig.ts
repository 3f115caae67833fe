/** What an option of a kernel's configuration depends on, from the text of its Kconfig files. Pure. */

/** One `config` entry; an option may have several. */
interface Entry {
  readonly name: string;
  /** `depends on` of its own, and of every menu and `if` around it. */
  readonly depends: readonly string[];
  readonly isVisible: boolean;
}

/** All entries of one file, in their order. Continued lines are joined. */
export function kconfigEntries(text: string): readonly Entry[] {
  const entries: { name: string; depends: string[]; isVisible: boolean }[] = [];
  const around: { readonly kind: string; readonly depends: string[] }[] = [];
  let current: { depends: string[]; isVisible?: boolean } | undefined;
  let helpIndent: number | undefined;
  for (const line of text.replaceAll('\\\n', ' ').split('\n')) {
    const indent = /^\s*/.exec(line)?.[0].replaceAll('\t', '        ').length ?? 0;
    // A help text goes on for as long as it is indented as its first line.
    if (helpIndent !== undefined && (line.trim() === '' || indent >= (helpIndent === 0 ? 1 : helpIndent))) {
      if (line.trim() !== '' && helpIndent === 0) helpIndent = indent;
      continue;
    }
    helpIndent = undefined;
    const [, word = '', rest = ''] = /^\s*([a-z-]+)\b\s*(.*?)\s*(?:#.*)?$/.exec(line) ?? [];
    switch (word) {
      case 'config':
      case 'menuconfig': {
        const entry = { name: rest, depends: around.flatMap(({ depends }) => depends), isVisible: false };
        entries.push(entry);
        current = entry;
        break;
      }
      case 'menu':
      case 'choice':
      case 'if': {
        const scope = { kind: word, depends: word === 'if' ? [rest] : [] };
        around.push(scope);
        current = scope;
        break;
      }
      case 'endmenu':
      case 'endchoice':
      case 'endif':
        around.pop();
        current = undefined;
        break;
      case 'depends':
        current?.depends.push(rest.replace(/^on\s+/, ''));
        break;
      case 'help':
        helpIndent = 0;
        break;
      case 'bool':
      case 'tristate':
      case 'string':
      case 'int':
      case 'hex':
      case 'prompt':
        if (current && rest.includes('"')) current.isVisible = true;
        break;
      case 'comment':
      case 'source':
        current = undefined;
        break;
    }
  }
  return entries;
}

/** Names of options in an expression. */
export const namesIn = (expression: string): readonly string[] => [...new Set([...expression.replaceAll(/"[^"]*"/g, '').matchAll(/\b[A-Z0-9_]*[A-Z][A-Z0-9_]*\b/g)].map(([name]) => name))];

/**
 * Why an option is not as it was asked for, in words: what it depends on, and how each option of that is set.
 * @param texts of all Kconfig files; @param set the options of .config
 */
export function whyLost(option: string, texts: readonly string[], set: ReadonlyMap<string, string>): string {
  const entries = texts.filter((text) => text.includes(option)).flatMap(kconfigEntries).filter(({ name }) => name === option);
  if (entries.length === 0) return 'no Kconfig file of this source has such an option';
  const [entry = entries[0]] = entries.filter(({ isVisible }) => isVisible);
  if (entry?.isVisible !== true) return 'it cannot be chosen: other options select it, or its default says what it is';
  if (entry.depends.length === 0) return 'it depends on nothing: another option that is set selects or excludes it';
  const states = [...new Set(entry.depends.flatMap(namesIn))].map((name) => `${name}=${set.get(name) ?? 'n'}`);
  return `it depends on ${entry.depends.map((one) => (entry.depends.length > 1 && one.includes('||') ? `(${one})` : one)).join(' && ')}, and there is ${states.join(', ')}`;
}
