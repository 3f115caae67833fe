/** A row of a memory picture in words, for those who cannot see it and for those who want to know. */
import type { Cell, Memory } from '../../page-data/memory-shape.ts';

/** The cell of each block, in the order of the groups. */
export function cellsOf(memory: Memory, picture: number | undefined): readonly Cell[] | undefined {
  const runs = picture === undefined ? undefined : memory.pictures[picture];
  return runs?.flatMap(([cell, count]) => Array<Cell>(count).fill(memory.cells[cell] ?? { state: 'absent' }));
}

export function inWords(cell: Cell): string {
  const { state, zone, node, memmap, poisoned, leaked } = cell;
  const lost = leaked === undefined ? [] : [`${leaked} memory_block not released`];
  if (state === 'absent') return ['absent', ...lost].join(', ');
  return [
    zone === undefined ? state : `${state} ${zone}`, ...(node === undefined ? [] : [`node ${node}`]),
    memmap === undefined ? 'memmap unknown' : memmap === 0 ? 'memmap elsewhere' : `memmap ${memmap} pages`, ...(poisoned === undefined ? [] : [`${poisoned} poisoned`]), ...lost,
  ].join(', ');
}

/** `34-41: offline, node 1, memmap 512 pages`. */
export function rowInWords(blocks: readonly number[], cells: readonly Cell[]): string {
  const runs: { first: number; last: number; words: string }[] = [];
  blocks.forEach((block, place) => {
    const words = inWords(cells[place] ?? { state: 'absent' });
    const last = runs.at(-1);
    if (last?.words === words && last.last === block - 1) last.last = block;
    else runs.push({ first: block, last: block, words });
  });
  return runs.map(({ first, last, words }) => `${first === last ? first : `${first}-${last}`}: ${words}`).join('; ');
}

/** `node 1`, where all blocks that are there are of one. */
export function nodesOf(cells: readonly Cell[] | undefined): string {
  const nodes = nodesIn(cells);
  return nodes.length === 1 ? `node ${String(nodes[0])}` : '';
}

/** Whether the cell is the first of its node, where there are several. */
export function beginsNode(cells: readonly Cell[] | undefined, place: number): boolean {
  const node = cells?.[place]?.node;
  return node !== undefined && node !== cells?.[place - 1]?.node && nodesIn(cells).length > 1;
}

const nodesIn = (cells: readonly Cell[] = []): number[] => [...new Set(cells.flatMap(({ node }) => node ?? []))];

/** What nobody could see is no difference. */
export function differ(predicted: Cell, seen: Cell): boolean {
  const memmapDiffers = predicted.memmap !== undefined && seen.memmap !== undefined && predicted.memmap !== seen.memmap;
  return predicted.state !== seen.state || predicted.zone !== seen.zone || (predicted.state !== 'absent' && predicted.node !== seen.node) || memmapDiffers || seen.leaked !== undefined;
}
