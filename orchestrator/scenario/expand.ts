/** One step against the current world: the operations it stands for, in their order. */
import type { DaxName, Operation } from '../model/operation.ts';
import { pfn, type BlockNumber, type Pfn } from '../model/units.ts';
import { firstPfn, type World } from '../model/world.ts';
import type { Action, BlockSelection } from './scenario.ts';

/** The step cannot be carried out on this machine: it says what the step wants and what there is. */
export class StepMismatch extends Error {
  override name = 'StepMismatch';
}

/**
 * @param attribute the row's attribute value, for the placeholders; a row without one cannot use them
 */
export function expand(step: Action, world: World, attribute?: string): readonly Operation[] {
  switch (step.kind) {
    case 'write-attribute':
      return devices(step, world).map((device) => ({ kind: 'write-attribute', device, value: substitute(step.value, attribute) }));
    case 'bind':
      return devices(step, world).map((device) => ({ kind: 'bind', device }));
    case 'unbind':
      return devices(step, world).map((device) => ({ kind: 'unbind', device }));
    case 'write-state':
      return blocks(step, world).map((block) => ({ kind: 'write-state', block, value: step.value }));
    case 'inject-notifier':
      return [step];
    case 'poison-page':
      return blocks(step, world).map((block) => ({ kind: 'poison-page', block, pfn: pageOf(world, block, step.page) }));
  }
}

const blocks = (step: Selecting & { readonly blocks: BlockSelection }, world: World): readonly BlockNumber[] =>
  devices(step, world).flatMap((device) => select(blocksOfDevice(world, device), step.blocks, device));

function pageOf(world: World, block: BlockNumber, page: number): Pfn {
  const { constants } = world;
  if (page >= constants.blockPages) throw new StepMismatch(`the step wants page ${page} of memory${block}, which has ${constants.blockPages}`);
  return pfn(firstPfn(constants, block) + page);
}

/** A step that may name its device. */
interface Selecting {
  readonly device?: DaxName | undefined;
}

function devices({ device }: Selecting, world: World): readonly DaxName[] {
  if (device === undefined) return [...world.devices.keys()];
  if (!world.devices.has(device)) throw new StepMismatch(`the step names ${device}; the guest has ${[...world.devices.keys()].join(', ') || 'no dax device'}`);
  return [device];
}

function substitute(value: string, attribute: string | undefined): string {
  if (value !== '$attribute' && value !== '$other') return value;
  if (attribute === undefined) throw new StepMismatch(`the step writes ${value}, and its row gives no attribute value`);
  return value === '$attribute' ? attribute : attribute === '1' ? '0' : '1';
}

/** Ascending. */
function blocksOfDevice(world: World, device: DaxName): readonly BlockNumber[] {
  const ranges = world.added.filter((range) => range.device === device);
  const size = world.constants.blockSize;
  return [...world.blocks.keys()]
    .filter((number) => ranges.some(({ start, end }) => number * size >= start && number * size < end))
    .sort((one, other) => one - other);
}

function select(blocks: readonly BlockNumber[], selection: BlockSelection, device: DaxName): readonly BlockNumber[] {
  if (selection === 'all') return blocks;
  if (selection === 'first') return blocks.slice(0, 1);
  if (selection === 'last') return blocks.slice(-1);
  return selection.map((position) => {
    const block = blocks[position];
    if (block === undefined) throw new StepMismatch(`the step wants block ${position} of ${device}, which has ${blocks.length}`);
    return block;
  });
}
