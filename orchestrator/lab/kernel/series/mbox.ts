/** Messages of an mbox. Pure; bytes are kept as they are, in strings of one character per byte. */

/** `From 0123… Mon Sep 17 00:00:00 2001` and `From name@host Thu Oct  5 18:31:00 2023`: at the beginning, or after an empty line. */
const SEPARATOR = /(?:^|\n\r?\n)From \S+[^\n]*\d\d:\d\d[^\n]*\d{4}[^\n]*\r?\n/g;

/** @param text latin1 of the file. One message where there is no separator */
export function messagesOf(text: string): string[] {
  const separators = [...text.matchAll(SEPARATOR)];
  if (separators.length === 0 || !text.startsWith('From ')) return text.trim() === '' ? [] : [text];
  return separators.map((separator, index) => {
    const begins = separator.index + separator[0].length;
    // The empty line in front of the next separator belongs to the message: its last line has its end.
    const next = separators[index + 1];
    return unquoted(text.slice(begins, next === undefined ? undefined : next.index + 1));
  });
}

/** mboxrd: a line of the message that begins as a separator does has a `>` more. */
const unquoted = (message: string): string => message.replaceAll(/^>(>*From )/gm, '$1');
