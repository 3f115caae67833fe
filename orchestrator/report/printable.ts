/** Text from a guest is not for a terminal to obey: control characters are shown as `\x1b` and so on, not sent. Tabs and newlines stay. */
export function printable(text: string): string {
  return text.replace(CONTROL, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** What a fact's file holds, beside others: one that holds nothing must not look like a gap. */
export const printableValue = (value: string): string => (value === '' ? '(empty)' : printable(value));

// eslint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;
