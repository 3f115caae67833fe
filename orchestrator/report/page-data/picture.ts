/** Pictures of memory: a cell for every block of every device, before an operation, as predicted and as seen. */
import type { Call } from '../../model/calls.ts';
import type { Observation } from '../../model/observation.ts';
import type { CallWitness } from '../../judge/calls.ts';
import type { World } from '../../model/world.ts';
import type { BlockGroup, Cell, Memory } from './memory-shape.ts';

/** The cells of the blocks that are there, by number. */
export type Blocks = ReadonlyMap<number, Cell>;

const ABSENT: Cell = { state: 'absent' };

/** What the calls so far say of blocks, by number; nothing where the witness cannot see it. */
export interface CallTale {
  /** Pages that hold the block's memmap. */
  readonly memmaps: ReadonlyMap<number, number>;
  /** memory_block objects that were made and not released: one where the block is there. */
  readonly objects: ReadonlyMap<number, number>;
}

export const NOTHING_CALLED: CallTale = { memmaps: new Map(), objects: new Map() };

export function predictedBlocks({ blocks }: World): Blocks {
  return new Map([...blocks.values()].map(({ number, node, vmemmap, zone, poisoned = [] }) => [number, {
    state: zone === undefined ? 'offline' : 'online', zone, node, memmap: vmemmap, ...(poisoned.length > 0 ? { poisoned: poisoned.length } : {}),
  }]));
}

/** @param start its blocks are those that the guest was booted with, which no picture has */
export function seenBlocks(observation: Observation, start: Observation, { memmaps, objects }: CallTale): Blocks {
  const booted = new Set(start.blocks.map(({ number }) => number));
  const there = observation.blocks.filter(({ number }) => !booted.has(number)).map(({ number, state, validZones, node }): [number, Cell] => [number, {
    state, zone: state === 'online' ? validZones[0] : undefined, node, memmap: memmaps.get(number), ...leaked((objects.get(number) ?? 1) - 1),
  }]);
  const gone = [...objects].filter(([number, count]) => count > 0 && !there.some(([other]) => other === number)).map(([number, count]): [number, Cell] => [number, { ...ABSENT, ...leaked(count) }]);
  return new Map([...there, ...gone]);
}

const leaked = (count: number): Pick<Cell, 'leaked'> => (count > 0 ? { leaked: count } : {});

/** With the calls of one more operation: an altmap comes with the blocks it is for. */
export function withCalls({ memmaps, objects }: CallTale, calls: readonly Call[], blockSize: number, witness: CallWitness): CallTale {
  const sees = (fn: Call['fn']): { readonly altmap: boolean } | undefined => witness.observable.find((one) => one.fn === fn);
  const seesAltmaps = sees('create_memory_block_devices')?.altmap === true;
  const seesObjects = sees('create_memory_block_devices') !== undefined && sees('memory_block_release') !== undefined;
  const next = { memmaps: new Map(memmaps), objects: new Map(objects) };
  const count = (block: number, by: number): void => { if (seesObjects) next.objects.set(block, (next.objects.get(block) ?? 0) + by); };
  for (const call of calls) {
    if (call.fn === 'memory_block_release' && call.block !== undefined) count(call.block, -1);
    if (call.fn !== 'create_memory_block_devices' && call.fn !== 'remove_memory_block_devices') continue;
    for (let block = call.start / blockSize; block < (call.start + call.size) / blockSize; block++) {
      next.memmaps.delete(block);
      if (call.fn === 'remove_memory_block_devices') continue;
      count(block, 1);
      if (seesAltmaps) next.memmaps.set(block, call.altmap?.free ?? 0);
    }
  }
  return next;
}

/** Collects pictures; equal ones are one. */
export class Album {
  readonly #start: Observation;
  readonly #pictures: Blocks[] = [];
  readonly #known = new Map<string, number>();

  constructor(start: Observation) {
    this.#start = start;
  }

  /** Index of the picture. */
  add(blocks: Blocks): number {
    const key = JSON.stringify([...blocks].sort(([one], [other]) => one - other));
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.#pictures.length);
    return this.#pictures.push(blocks) - 1;
  }

  memory(): Memory {
    const { blockSize, zones, nodeMasks } = this.#start;
    const groups = this.#groups();
    const order = groups.flatMap(({ blocks }) => blocks);
    const cells: Cell[] = [];
    const known = new Map<string, number>();
    const indexOf = (cell: Cell): number => {
      const key = JSON.stringify(cell);
      const index = known.get(key) ?? cells.push(cell) - 1;
      known.set(key, index);
      return index;
    };
    const pictures = this.#pictures.map((blocks) => runs(order.map((number) => indexOf(blocks.get(number) ?? ABSENT))));
    const bootTotal = zones.filter(({ node }) => nodeMasks.hasMemory.includes(node)).reduce((sum, { managed }) => sum + 4 * managed, 0);
    return { blockSize, blockPages: blockSize / 4096, groups, cells, pictures, bootTotal };
  }

  /** The devices' blocks, and what else came. */
  #groups(): readonly BlockGroup[] {
    const { dax, blockSize } = this.#start;
    const devices = dax.map(({ name, origin, targetNode, mappings }): BlockGroup => {
      const blocks = mappings.flatMap(({ start, end }) => range(Math.ceil(start / blockSize), Math.floor((end + 1) / blockSize)));
      const unused = mappings.reduce((sum, { start, end }) => sum + (end + 1 - start), 0) - blocks.length * blockSize;
      return { name, note: [origin, `target node ${targetNode}`, ...(unused > 0 ? [`${unused / 1024 ** 2} MiB outside whole blocks`] : [])].filter(Boolean).join(', '), blocks };
    });
    const theirs = new Set(devices.flatMap(({ blocks }) => blocks));
    const others = [...new Set(this.#pictures.flatMap((blocks) => [...blocks.keys()]))].filter((number) => !theirs.has(number)).sort((one, other) => one - other);
    return others.length > 0 ? [...devices, { name: 'other memory', note: 'of no dax device', blocks: others }] : devices;
  }
}

function runs(indices: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const index of indices) {
    const last = found.at(-1);
    if (last?.[0] === index) last[1]++;
    else found.push([index, 1]);
  }
  return found;
}

const range = (first: number, end: number): number[] => Array.from({ length: Math.max(0, end - first) }, (_, place) => first + place);
