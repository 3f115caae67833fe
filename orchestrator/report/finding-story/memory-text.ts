/** The picture of memory as text: a character for every block of every device, before the operation, as predicted and as seen. */
import { cellsOf, differ } from '../page/failure/picture-words.ts';
import type { BlockGroup, Cell, Memory } from '../page-data/memory-shape.ts';
import type { Step } from '../page-data/row-shape.ts';
import type { Paint } from '../paint.ts';
import { printable } from '../printable.ts';

const LEGEND = [
  '. absent  o offline  k online in a kernel zone  m online in Movable  ? other',
  'a capital letter: holds its own memmap; x: has poisoned pages; L: its memory_block leaked',
];

/** Blocks in a line, and in a group of it: 64 of the usual 128 MiB are 8 GiB. */
const LINE = 64;
const GROUP = 8;

export function memoryText(memory: Memory, step: Step, paint: Paint): string[] {
  const [before, predicted, seen] = [cellsOf(memory, step.before), cellsOf(memory, step.predicted), cellsOf(memory, step.seen)];
  let from = 0;
  const groups = memory.groups.flatMap((group) => {
    const blocks = group.blocks.map((number, place): Block => ({ number, before: before?.[from + place], predicted: predicted?.[from + place], seen: seen?.[from + place] }));
    from += blocks.length;
    return groupLines(group, blocks.sort((one, other) => one.number - other.number), paint);
  });
  return [paint('bold', `memory, blocks of ${memory.blockSize / 1024 ** 2} MiB`), ...LEGEND.map((line) => `  ${line}`), ...groups];
}

/** A cell is absent where there is no such picture. */
interface Block {
  readonly number: number;
  readonly before: Cell | undefined;
  readonly predicted: Cell | undefined;
  readonly seen: Cell | undefined;
}

const differs = ({ predicted, seen }: Block): boolean => predicted !== undefined && seen !== undefined && differ(predicted, seen);
const changes = ({ before, predicted }: Block): boolean => before !== undefined && predicted !== undefined && differ(predicted, before);

/** Of a device on which nothing happened one line is enough. */
function groupLines({ name, note }: BlockGroup, blocks: readonly Block[], paint: Paint): string[] {
  const lines = inLines(blocks);
  const telling = lines.filter((line) => line.some((block) => differs(block) || changes(block)));
  const kept = telling.length > 0 ? telling : lines.slice(0, 1);
  const left = blocks.length - kept.flat().length;
  const title = `  ${printable(name)}${note === '' ? '' : ` (${printable(note)})`}${left > 0 ? `; ${left} blocks more stay as they were` : ''}`;
  return [title, ...kept.flatMap((line) => pictureLines(line, paint))];
}

/** Ascending; a line spans as many blocks, with its holes. */
function inLines(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const lines: Block[][] = [];
  for (const block of blocks) {
    const line = lines.at(-1);
    if (line?.[0] && block.number < line[0].number + LINE) line.push(block);
    else lines.push([block]);
  }
  return lines;
}

function pictureLines(blocks: readonly Block[], paint: Paint): string[] {
  const first = blocks[0]?.number ?? 0;
  const draw = (one: (block: Block) => string): string => spaced(Array.from({ length: (blocks.at(-1)?.number ?? first) - first + 1 }, (_, place) => {
    const block = blocks.find(({ number }) => number === first + place);
    return block ? one(block) : ' ';
  }));
  const line = (label: 'before' | 'predicted' | 'seen', isMarked: (block: Block) => boolean = () => false): string => {
    const drawn = blocks.every((block) => block[label] === undefined) ? '(not known)' : draw((block) => (isMarked(block) ? paint('red', character(block[label])) : character(block[label])));
    return `    ${label.padEnd(10)} ${String(first).padStart(5)} ${drawn}`;
  };
  const marks = blocks.some(differs) ? [`${' '.repeat(21)}${draw((block) => (differs(block) ? '^' : ' '))}`.trimEnd()] : [];
  return [line('before'), line('predicted'), line('seen', differs), ...marks];
}

const spaced = (characters: readonly string[]): string => characters.map((one, place) => (place > 0 && place % GROUP === 0 ? ` ${one}` : one)).join('').trimEnd();

function character(cell: Cell = { state: 'absent' }): string {
  const { state, zone, memmap = 0, poisoned = 0, leaked = 0 } = cell;
  if (leaked > 0) return 'L';
  if (poisoned > 0) return 'x';
  const letter = state === 'absent' ? '.' : state === 'offline' ? 'o' : state !== 'online' ? '?' : zone === 'Movable' ? 'm' : 'k';
  return memmap > 0 ? letter.toUpperCase() : letter;
}
