/** Text that Markdown shows and does not obey, wherever it came from. */
import { printable } from './printable.ts';

/** What Markdown, its tables, HTML and the services that show them (`@name`, `#12`, `$`) read as more than itself. */
const SPECIAL = /[&<>|`*_[\]\\~@#!$"'{}]|(?<=\bwww)\.|:(?=\/\/)/g;

/** One line of text for a paragraph, a table cell or an HTML element: a character reference begins nothing. */
export function markdownText(text: string): string {
  return printable(text.replace(/\s+/g, ' ')).trim().replace(SPECIAL, (character) => `&#${character.charCodeAt(0)};`).replace(/^([-+=]|\d+(?=[.)]))/, '&#8203;$1');
}

/** Lines as they are, in a block that ends at its own tag. */
export function markdownBlock(lines: readonly string[]): string {
  return `<pre>${lines.map((line) => printable(line).replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)).join('\n')}</pre>`;
}
