/** The end of a command's help: examples, and what else there is to say, no wider than its options are where standard output is no terminal. */
import { Help } from 'commander';

const WIDTH = 80;

/** A command and what it does. */
export type Example = readonly [command: string, does: string];

/** What a command does stands beside it where that fits all of them, else below. @param more prose; what is indented in it stays as it is */
export function examples(lines: readonly Example[], more = ''): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  const fits = lines.every(([, does]) => `  ${' '.repeat(width)}  ${does}`.length <= WIDTH);
  const laidOut = lines.map(([command, does]) => (fits ? `  ${command.padEnd(width)}  ${does}\n` : `  ${command}\n${below(does)}\n`));
  return `\nExamples:\n${laidOut.join('')}${wrapped(more)}`;
}

const INDENT = ' '.repeat(6);
const below = (does: string): string => new Help().boxWrap(does, WIDTH - INDENT.length).replace(/^/gm, INDENT);

function wrapped(text: string): string {
  return text.replace(/^\S.*(?:\n\S.*)*$/gm, (paragraph) => new Help().boxWrap(paragraph.replaceAll('\n', ' '), WIDTH));
}
