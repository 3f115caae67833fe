/** Text in lines of at most 100 columns. */
export const WIDTH = 100;

/** After `label`, the lines that follow under its end. Words longer than a line are cut. */
export function wrapped(text: string, label: string): string[] {
  const room = WIDTH - label.length;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap((one) => pieces(one, room))) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one, place) => `${place === 0 ? label : ' '.repeat(label.length)}${one}`);
}

const pieces = (word: string, room: number): string[] => word.match(new RegExp(`.{1,${room}}`, 'gsu')) ?? [''];

/** As much of a text as fits, with the sign that it goes on. */
export const fitted = (text: string, width: number): string => (text.length <= width ? text.padEnd(width) : `${text.slice(0, width - 1)}…`);
