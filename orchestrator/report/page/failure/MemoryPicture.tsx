/** Every block of every device as a cell: before the operation, as predicted after it, as seen after it. Pages that hold a block's memmap are drawn to scale. */
import type { BlockGroup, Cell, Memory } from '../../page-data/memory-shape.ts';
import type { Step } from '../../page-data/row-shape.ts';
import { kibibytes } from '../shared/numbers.ts';
import { beginsNode, cellsOf, differ, inWords, nodesOf, rowInWords } from './picture-words.ts';
import { FreeMemory } from './FreeMemory.tsx';

/** Cells side by side. */
const WIDTH = 32;
/** Up to so many of them there is room for words in each. */
const WORDY = 12;

interface Row {
  readonly label: 'before' | 'predicted' | 'seen';
  /** Absent where there was no prediction, or nothing was seen. */
  readonly cells: readonly Cell[] | undefined;
}

export function MemoryPicture({ memory, step }: { readonly memory: Memory; readonly step: Step }) {
  const rows: readonly Row[] = [
    { label: 'before', cells: cellsOf(memory, step.before) }, { label: 'predicted', cells: cellsOf(memory, step.predicted) }, { label: 'seen', cells: cellsOf(memory, step.seen) },
  ];
  let offset = 0;
  return (
    <section class="memory" aria-labelledby="memory">
      <h4 id="memory">Memory <span class="quiet">in blocks of {kibibytes(memory.blockSize / 1024)}</span><Legend /></h4>
      {memory.groups.map((group) => {
        const first = offset;
        offset += group.blocks.length;
        return <Group key={group.name} group={group} rows={rows.map(({ label, cells }) => ({ label, cells: cells?.slice(first, offset) }))} blockPages={memory.blockPages} />;
      })}
      <FreeMemory step={step} total={memory.bootTotal} />
    </section>
  );
}

interface GroupProperties {
  readonly group: BlockGroup;
  readonly rows: readonly Row[];
  readonly blockPages: number;
}

function Group({ group, rows, blockPages }: GroupProperties) {
  const pieces = Array.from({ length: Math.ceil(group.blocks.length / WIDTH) }, (_, place) => place * WIDTH);
  return (
    <div class="device">
      <h5>{group.name} <span class="quiet">{group.note}</span></h5>
      {pieces.map((from) => <Strip key={from} blocks={group.blocks.slice(from, from + WIDTH)} rows={rows.map(({ label, cells }) => ({ label, cells: cells?.slice(from, from + WIDTH) }))} blockPages={blockPages} />)}
    </div>
  );
}

function Strip({ blocks, rows, blockPages }: { readonly blocks: readonly number[]; readonly rows: readonly Row[]; readonly blockPages: number }) {
  const wordy = blocks.length <= WORDY;
  const predicted = rows.find(({ label }) => label === 'predicted')?.cells;
  return (
    <div class={`strip${wordy ? ' wordy' : ''}`} style={{ '--columns': String(wordy ? blocks.length : WIDTH) }}>
      <div class="numbers" aria-hidden="true"><span />{blocks.map((block, place) => <span key={block}>{wordy || place % 8 === 0 ? block : ''}</span>)}</div>
      {rows.map(({ label, cells }) => (
        <div key={label} class="cells" role="img" aria-label={`${label}: ${cells ? rowInWords(blocks, cells) : 'nothing'}`}>
          <span class="label">{label}{wordy ? null : <small>{nodesOf(cells)}</small>}</span>
          {blocks.map((block, place) => {
            const cell = cells?.[place];
            const expected = predicted?.[place];
            return cell ? <BlockCell key={block} block={block} cell={cell} wrong={label === 'seen' && expected !== undefined && differ(expected, cell)} newNode={beginsNode(cells, place)} blockPages={blockPages} wordy={wordy} /> : <span key={block} class="cell is-nothing" />;
          })}
        </div>
      ))}
    </div>
  );
}

interface CellProperties {
  readonly block: number;
  readonly cell: Cell;
  readonly wrong: boolean;
  /** It is of another node than the one before it. */
  readonly newNode: boolean;
  readonly blockPages: number;
  readonly wordy: boolean;
}

function BlockCell({ block, cell, wrong, newNode, blockPages, wordy }: CellProperties) {
  const { state, zone, node, memmap = 0, poisoned, leaked } = cell;
  const kind = state === 'online' ? `zone-${zone ?? 'unknown'}` : `is-${state}`;
  return (
    <span class={`cell ${kind}${wrong ? ' wrong' : ''}`} title={`memory${block}: ${inWords(cell)}`}>
      {memmap > 0 ? <span class="memmap" style={{ width: `${(100 * memmap) / blockPages}%` }} /> : null}
      {!wordy && leaked !== undefined ? <span class="leak-mark" /> : null}
      {!wordy && poisoned !== undefined ? <span class="poison-mark" /> : null}
      {!wordy && newNode ? <span class="node-mark">{node}</span> : null}
      {wordy && leaked !== undefined ? <span class="leaked">{leaked} not released</span> : null}
      {wordy && state !== 'absent' ? <span class="words">{zone ?? state}<small>{node === undefined ? '' : `node ${node}`}{poisoned === undefined ? '' : `, ${poisoned} poisoned`}</small></span> : null}
    </span>
  );
}

const KINDS = [['zone-Movable', 'online, Movable'], ['zone-Normal', 'online, a kernel zone'], ['is-offline', 'offline'], ['is-absent', 'absent']] as const;

function Legend() {
  return (
    <span class="legend">
      {KINDS.map(([kind, words]) => <span key={kind}><span class={`cell ${kind}`} />{words}</span>)}
      <span><span class="cell is-absent"><span class="leak-mark" /></span>memory_block not released</span>
      <span><span class="cell zone-Movable"><span class="poison-mark" /></span>poisoned</span>
      <span><span class="cell is-offline"><span class="memmap" style={{ width: '3px' }} /></span>its own memmap, to scale</span>
    </span>
  );
}
