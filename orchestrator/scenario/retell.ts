/** The steps that come to the operations of a record: block numbers become positions again, so that they fit other kernels and machines. */
import type { DaxName, DimmName, Operation } from '../model/operation.ts';
import { bytes, PAGE_SIZE, type NodeId } from '../model/units.ts';
import { firstPfn, type World } from '../model/world.ts';
import { blocksOfDevice, nodeOf, owners, StepMismatch } from './expand.ts';
import type { Action, BlockSelection, Requirement, Scenario, Step } from './scenario.ts';

export interface Told {
  readonly operation: Operation;
  /** Before it. */
  readonly world: World;
}

/** @throws StepMismatch for a block that no device of the world has */
export function retell(told: readonly Told[]): readonly Step[] {
  const actions: { action: Action; positions?: readonly number[]; count?: number }[] = [];
  for (const { operation, world } of told) {
    const next = withFault(retold(operation, world), operation);
    const last = actions.at(-1);
    const together = last?.positions && next.positions && isSame({ ...last.action, blocks: 'all' }, { ...next.action, blocks: 'all' });
    // A block that comes again begins another write.
    const again = next.positions?.some((position) => last?.positions?.includes(position)) ?? false;
    if (together && !again) actions.splice(-1, 1, { ...next, positions: [...(last.positions ?? []), ...(next.positions ?? [])] });
    else actions.push(next);
  }
  return folded(actions.map(({ action, positions, count = 0 }) => (positions ? { ...action, blocks: selection(positions, count) } as Action : action)));
}

/** Steps that were cut and retold are another scenario than the one that they are of, and have another name than any of daxlab's own. */
export const retoldName = (scenario: string): string => (scenario.endsWith('-repro') ? scenario : `${scenario}-repro`);

/** What a kernel must have for these steps; the modules behind it are loaded while the guest is prepared. */
export function requirementsOf(told: readonly Pick<Told, 'operation'>[]): Scenario['requires'] {
  const wanted: readonly [Operation['kind'], Requirement][] = [
    ['write-attribute', 'memmap-on-memory-attribute'], ['inject-notifier', 'notifier-error-injection'], ['poison-page', 'hwpoison'], ['write-dax-state', 'dax-state'], ['seek-leaks', 'kmemleak'],
  ];
  const kinds = new Set<Operation['kind']>(told.flatMap(({ operation }) => (operation.kind === 'together' ? operation.operations : [operation])).map(({ kind }) => kind));
  return wanted.filter(([kind]) => kinds.has(kind)).map(([, requirement]) => requirement);
}

/** A fault is the step's, and steps with different faults are different. */
const withFault = (told: Retold, operation: Operation): Retold =>
  (operation.kind !== 'together' && operation.fault ? { ...told, action: { ...told.action, fault: operation.fault } } : told);

interface Retold {
  readonly action: Action;
  /** Of the blocks of its device, and how many there are. */
  readonly positions?: readonly number[];
  readonly count?: number;
}

function retold(operation: Operation, world: World): Retold {
  switch (operation.kind) {
    case 'together':
      return { action: { kind: 'together', steps: operation.operations.map((one) => alone(one, world)) } };
    case 'write-attribute':
      return { action: { kind: 'write-attribute', value: operation.value, ...onlyDax(operation.device, world) } };
    case 'write-dax-state':
    case 'write-dax-size':
    case 'write-dax-mapping':
      return { action: { kind: operation.kind, value: operation.value, ...onlyDax(operation.device, world) } };
    case 'bind':
    case 'unbind':
      return { action: { kind: operation.kind, ...onlyDax(operation.device, world) } };
    case 'write-id':
      return { action: operation };
    case 'plug-dimm':
    case 'unplug-dimm':
      return { action: { kind: operation.kind, dimm: operation.dimm } };
    case 'inject-notifier':
    case 'write-dax-region':
    case 'write-policy':
    case 'seek-leaks':
      return { action: operation };
    case 'unplug-cxl':
    case 'plug-cxl':
      return { action: operation };
    case 'make':
    case 'destroy':
      // It is the only one of its kind.
      return { action: { kind: operation.kind, what: operation.what } };
    case 'write-state': {
      const { device, position, count } = place(operation.block, world);
      return { action: { kind: 'write-state', value: operation.value, blocks: 'all', ...named(device, world) }, positions: [position], count };
    }
    case 'fill':
      return { action: { kind: 'fill', size: bytes(operation.pages * PAGE_SIZE), ...named(ownerOn(world, operation.node), world) } };
    case 'release':
      return { action: operation };
    case 'pin': {
      const { device, position, count } = place(operation.block, world);
      return { action: { kind: 'pin', by: operation.by, blocks: selection([position], count), ...named(device, world) } };
    }
    case 'poison-page': {
      const { device, position, count } = place(operation.block, world);
      const page = operation.pfn - firstPfn(world.constants, operation.block);
      return { action: { kind: 'poison-page', page, blocks: selection([position], count), ...named(device, world) } };
    }
  }
}

function alone(operation: Operation, world: World): Action {
  const { action, positions, count = 0 } = retold(operation, world);
  return (positions ? { ...action, blocks: selection(positions, count) } : action) as Action;
}

/** A device that is the only one needs no name. */
const onlyDax = (device: DaxName, world: World): { device?: DaxName } => (world.devices.size > 1 ? { device } : {});
const named = (device: DaxName | DimmName, world: World): { device?: DaxName | DimmName } => (owners(world).length > 1 ? { device } : {});

/** Any whose memory is of the node. */
function ownerOn(world: World, node: NodeId): DaxName | DimmName {
  const owner = owners(world).find((device) => nodeOf(world, device) === node);
  if (owner === undefined) throw new StepMismatch(`neither a dax device nor a DIMM is of node ${node}`);
  return owner;
}

interface Place {
  readonly device: DaxName | DimmName;
  readonly position: number;
  readonly count: number;
}

function place(block: Extract<Operation, { kind: 'write-state' }>['block'], world: World): Place {
  for (const device of owners(world)) {
    const blocks = blocksOfDevice(world, device);
    const position = blocks.indexOf(block);
    if (position >= 0) return { device, position, count: blocks.length };
  }
  throw new StepMismatch(`neither a dax device nor a DIMM has memory${block}`);
}

function selection(positions: readonly number[], count: number): BlockSelection {
  const [only] = positions;
  if (positions.length === 1 && only === 0) return 'first';
  if (positions.length === 1 && only === count - 1) return 'last';
  return positions.length === count && positions.every((position, index) => position === index) ? 'all' : positions;
}

/** Sequences that follow themselves become repetitions, the one that saves most first. */
function folded(steps: readonly Action[]): readonly Step[] {
  const result: Step[] = [];
  for (let at = 0; at < steps.length;) {
    const { length, times } = longest(steps, at);
    const sequence = steps.slice(at, at + length);
    result.push(...(times > 1 ? [{ kind: 'repeat' as const, times, steps: sequence }] : sequence));
    at += length * times;
  }
  return result;
}

/** One step that comes twice is no shorter as a repetition. */
function longest(steps: readonly Action[], at: number): { length: number; times: number } {
  let best = { length: 1, times: 1 };
  for (let length = 1; at + 2 * length <= steps.length; length++) {
    let times = 1;
    while (isSame(steps.slice(at, at + length), steps.slice(at + times * length, at + (times + 1) * length))) times++;
    if (times > 1 && length * times > 2 && length * (times - 1) > best.length * (best.times - 1)) best = { length, times };
  }
  return best;
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
