/** A text of /proc or /sys, cut into lines that know where they are. */
import { UnreadableTextError } from './unreadable.ts';

export interface Line {
  readonly file: string;
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/** The lines of a text that ends with a newline, or is empty. */
export function linesOf(file: string, text: string): Line[] {
  if (text === '') return [];
  const lines = text.split('\n');
  const rest = lines.pop();
  if (rest !== '') throw new UnreadableTextError(`${file} line ${lines.length + 1}`, 'a line that ends with a newline', rest ?? '');
  return lines.map((line, index) => ({ file, number: index + 1, text: line }));
}

/** The one line of a text, without its newline. */
export function oneLine(file: string, text: string): Line {
  const [first, ...others] = linesOf(file, text);
  if (first === undefined || others.length > 0) throw new UnreadableTextError(file, 'one line', text);
  return first;
}

export function unreadable(line: Line, expected: string): UnreadableTextError {
  return new UnreadableTextError(`${line.file} line ${line.number}`, expected, line.text);
}

/** The groups of `pattern`, which must match the whole line. */
export function match(line: Line, pattern: RegExp, expected: string): string[] {
  const found = pattern.exec(line.text);
  if (!found) throw unreadable(line, expected);
  return found.slice(1);
}
