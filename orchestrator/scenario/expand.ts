/** One step against the current world: the operations it stands for, in their order. */
import type { Fault } from '../model/fault.ts';
import { describe, type DaxName, type DimmName, type Operation, type SingleOperation } from '../model/operation.ts';
import { makerOf } from '../model/transitions/region.ts';
import { most, obstacle } from '../model/transitions/hold.ts';
import { nodeId, pagesOf, pfn, type BlockNumber, type Bytes, type NodeId, type Pfn } from '../model/units.ts';
import { bindsToDeviceDax } from '../model/transitions/driver-ids.ts';
import { firstPfn, isDimm, type World } from '../model/world.ts';
import type { Action, BlockSelection } from './scenario.ts';

/** The step cannot be carried out on this machine: it says what the step wants and what there is. */
export class StepMismatch extends Error {
  override name = 'StepMismatch';
}

/** A DIMM of the machine, plugged or not. */
export interface Dimm {
  readonly name: DimmName;
  readonly start: Bytes;
  readonly size: Bytes;
  readonly node: NodeId;
}

/** What steps refer to besides the world. */
export interface Given {
  /** The row's attribute value, for the placeholders; a row without one cannot use them. */
  readonly attribute?: string | undefined;
  readonly dimms?: readonly Dimm[] | undefined;
  /** Dax devices whose only CXL expander can be taken out. */
  readonly expanders?: readonly DaxName[] | undefined;
}

export function expand(step: Action, world: World, given: Given = {}): readonly Operation[] {
  const { fault } = step;
  const operations = plain(step, world, given);
  for (const operation of operations) {
    const reason = obstacle(world, operation);
    if (reason !== undefined) throw new StepMismatch(`${describe(operation)}: ${reason}`);
  }
  return fault ? operations.map((operation) => faulted(operation, fault)) : operations;
}

/** Breakpoints are of what one process of the guest does at a time, or the kernel's own for a DIMM. */
function faulted(operation: Operation, fault: Fault): Operation {
  if (!isWrite(operation)) throw new StepMismatch(`a fault cannot be armed for ${operation.kind}`);
  return { ...operation, fault };
}

const isWrite = (operation: Operation): operation is Exclude<Operation, { kind: 'together' }> =>
  ['write-attribute', 'bind', 'unbind', 'write-state', 'write-policy', 'inject-notifier', 'poison-page', 'plug-dimm'].includes(operation.kind);

function plain(step: Action, world: World, given: Given): readonly Operation[] {
  const { attribute, dimms = [], expanders = [] } = given;
  switch (step.kind) {
    case 'write-attribute':
      return devices(step, world).map((device) => ({ kind: 'write-attribute', device, value: substitute(step.value, attribute) }));
    case 'bind':
      return devices(step, world).map((device) => ({ kind: 'bind', device }));
    case 'unbind':
      return devices(step, world).map((device) => ({ kind: 'unbind', device }));
    case 'write-id':
      return (step.value === undefined ? devices(step, world) : [step.value]).map((value) => id({ kind: 'write-id', driver: step.driver, file: step.file, value }, world));
    case 'write-dax-state':
    case 'write-dax-size':
    case 'write-dax-mapping':
      return devices(step, world).map((device) => ({ kind: step.kind, device, value: step.value }));
    case 'write-state':
      return blocks(step, world).map((block) => ({ kind: 'write-state', block, value: step.value }));
    case 'together':
      return [{ kind: 'together', operations: step.steps.map((one) => theOne(one, world, given)) }];
    case 'inject-notifier':
    case 'write-dax-region':
    case 'write-policy':
    case 'seek-leaks':
      return [step];
    case 'unplug-cxl':
    case 'plug-cxl':
      if (!expanders.includes(step.device)) throw new StepMismatch(`the step is about the CXL device of ${step.device}; the machine has ${expanders.join(', ') || 'none that can be taken out'}`);
      // One that is out is not taken out, nor one plugged in that is in.
      return world.takenOut.has(step.device) === (step.kind === 'plug-cxl') ? [step] : [];
    case 'plug-dimm':
      // One that the guest would not give back is there already.
      return [plug(step.dimm, dimms)].filter(({ dimm }) => !plugged(world).includes(dimm));
    case 'unplug-dimm':
      return [step].filter(({ dimm }) => plugged(world).includes(dimm));
    case 'make':
    case 'destroy':
      return made(step, world).map((device) => ({ kind: step.kind, what: step.what, device }));
    case 'fill':
      return [filling(step, world)];
    case 'pin':
      return blocks(step, world).map((block) => ({ kind: 'pin', by: step.by, block, node: world.blocks.get(block)?.node ?? nodeId(0) }));
    case 'release':
      return [{ kind: 'release' }];
    case 'poison-page':
      return blocks(step, world).map((block) => ({ kind: 'poison-page', block, pfn: pageOf(world, block, step.page) }));
  }
}

/** The agent's own memory: nobody else's to take at once. */
const HOLDING: readonly Action['kind'][] = ['fill', 'pin', 'release'];

function theOne(step: Action, world: World, given: Given): SingleOperation {
  if (HOLDING.includes(step.kind)) throw new StepMismatch(`the steps that are made together must be writes: ${step.kind} is none`);
  const [operation, ...others] = expand(step, world, given);
  if (operation && operation.kind !== 'together' && !operation.fault && others.length === 0) return operation;
  throw new StepMismatch(`the steps that are made together must come to one operation each: ${step.kind} comes to ${operation ? others.length + 1 : 0}`);
}

/** Memory that device_dax has is nothing that the model follows. */
function id(operation: Extract<Operation, { kind: 'write-id' }>, world: World): Operation {
  if (!bindsToDeviceDax(world, operation)) return operation;
  throw new StepMismatch(`the step would have device_dax take every device that is bound to nothing: bind them to kmem first, or write ${operation.value} to device_dax/remove_id`);
}

const blocks = (step: { readonly device?: DaxName | DimmName | undefined; readonly blocks: BlockSelection }, world: World): readonly BlockNumber[] =>
  (step.device === undefined ? owners(world) : isDimm(step.device) || owners(world).includes(step.device) ? [step.device] : devices({ device: step.device }, world))
    .flatMap((device) => select(blocksOfDevice(world, device), step.blocks, device));

/** Dax devices, those that are gone and whose memory stayed, and DIMMs. */
export const owners = (world: World): readonly (DaxName | DimmName)[] => [...new Set([...world.devices.keys(), ...world.added.map(({ device }) => device)])];

/** Those that are in their slots. */
export const plugged = (world: World): readonly DimmName[] => [...world.added.map(({ device }) => device).filter(isDimm), ...world.idleDimms];

function plug(name: DimmName, dimms: readonly Dimm[]): Extract<Operation, { kind: 'plug-dimm' }> {
  const dimm = dimms.find((one) => one.name === name);
  if (!dimm) throw new StepMismatch(`the step plugs in ${name}; the machine has ${dimms.map((one) => one.name).join(', ') || 'no DIMM'}`);
  return { kind: 'plug-dimm', dimm: name, start: dimm.start, size: dimm.size, node: dimm.node };
}

/** Devices that are made of such a thing, there or not. */
function made({ what, device }: Extract<Action, { kind: 'make' | 'destroy' }>, world: World): readonly DaxName[] {
  const all = world.constants.start.dax.map(({ name }) => name).filter((name) => makerOf(world, name) === what);
  const wanted = all.filter((name) => device === undefined || name === device);
  if (wanted.length > 0) return wanted;
  throw new StepMismatch(`the step is about the ${what} of ${device ?? 'a dax device'}; the guest has ${all.join(', ') || 'no device that is made of one, or several'}`);
}

function filling({ size, device: name }: Extract<Action, { kind: 'fill' }>, world: World): Operation {
  const [device] = name === undefined ? owners(world) : [name];
  const node = device && nodeOf(world, device);
  if (node === undefined) throw new StepMismatch(`the step fills the node of ${device ?? 'a dax device'}; the guest has ${owners(world).join(', ') || 'no dax device'}`);
  return { kind: 'fill', node, pages: size === 'most' ? most(world, node) : pagesOf(size) };
}

/** The node of its memory. */
export function nodeOf(world: World, device: DaxName | DimmName): NodeId | undefined {
  const dax = isDimm(device) ? undefined : world.devices.get(device);
  const [block] = blocksOfDevice(world, device);
  return dax ? nodeId(dax.node) : block === undefined ? undefined : world.blocks.get(block)?.node;
}

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
export function blocksOfDevice(world: World, device: DaxName | DimmName): readonly BlockNumber[] {
  const ranges = world.added.filter((range) => range.device === device);
  const size = world.constants.blockSize;
  return [...world.blocks.keys()]
    .filter((number) => ranges.some(({ start, end }) => number * size >= start && number * size < end))
    .sort((one, other) => one - other);
}

function select(blocks: readonly BlockNumber[], selection: BlockSelection, device: DaxName | DimmName): readonly BlockNumber[] {
  if (selection === 'all') return blocks;
  if (selection === 'first') return blocks.slice(0, 1);
  if (selection === 'last') return blocks.slice(-1);
  return selection.map((position) => {
    const block = blocks[position];
    if (block === undefined) throw new StepMismatch(`the step wants block ${position} of ${device}, which has ${blocks.length}`);
    return block;
  });
}
