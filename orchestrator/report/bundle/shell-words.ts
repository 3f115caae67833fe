/** Text for a POSIX shell. */

/** A word that the shell takes for exactly this text. No shell has a word with a NUL in it: they are left out. */
export function shellWord(text: string): string {
  const possible = text.replaceAll('\0', '');
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(possible) ? possible : `'${possible.replaceAll("'", String.raw`'\''`)}'`;
}

export const shellWords = (words: readonly string[]): string => words.map(shellWord).join(' ');

/** As a comment, line by line: nothing in it is run. */
export const shellComment = (lines: readonly string[]): string[] => lines.flatMap((line) => line.split(/[\n\r]/)).map((line) => `# ${line.replaceAll('\0', '')}`.trimEnd());
