/** Simpler ways to write the same sequence, the simplest first: another value, another block, another page, another device. */
import type { BlockNumber } from '../../../model/units.ts';
import { pages, pfn } from '../../../model/units.ts';
import type { DaxName, Operation } from '../../../model/operation.ts';
import { alignedRanges } from '../../../model/transitions/bind.ts';
import { blocksOf, firstPfn, type World } from '../../../model/world.ts';
import { withoutFault } from '../faults.ts';

export type Rewriting = readonly Operation[];

/** One value at a time: what says the same in the plainest way, or the plainest that says something else. */
export function plainerValues(operations: readonly Operation[]): readonly Rewriting[] {
  return operations.flatMap((operation, place) => [...earlierCall(operation), ...plainer(operation)].map((other) => operations.with(place, other)));
}

function earlierCall(operation: Operation): readonly Operation[] {
  if (operation.kind === 'together' || !operation.fault) return [];
  const { fault } = operation;
  return 'call' in fault.at && fault.at.call > 1 ? [{ ...operation, fault: { ...fault, at: { call: 1 } } }] : [];
}

/** Without any, then without one of them. */
export function fewerFaults(operations: readonly Operation[]): readonly Rewriting[] {
  const places = operations.flatMap((operation, place) => (operation.kind !== 'together' && operation.fault ? [place] : []));
  const without = (some: readonly number[]): Rewriting => operations.map((operation, place) => (some.includes(place) ? withoutFault(operation) : operation));
  return places.length === 0 ? [] : [without(places), ...(places.length > 1 ? places.map((place) => without([place])) : [])];
}

function plainer(operation: Operation): readonly Operation[] {
  switch (operation.kind) {
    case 'together':
      return operation.operations.flatMap((one, place) => plainer(one).flatMap((other) => (other.kind === 'together' ? [] : [{ ...operation, operations: operation.operations.with(place, other) }])));
    case 'write-state':
      return before(['online_movable', 'online', 'online_kernel', 'offline', 'garbage'], operation.value).map((value) => ({ ...operation, value }));
    case 'write-attribute':
      return before(['1', '0', 'garbage'], operation.value).map((value) => ({ ...operation, value }));
    case 'write-dax-state':
      return before(['unplugged', 'online_movable', 'online'], operation.value).map((value) => ({ ...operation, value }));
    case 'inject-notifier':
      return operation.errno === 'OK' ? [] : before(['EIO', 'ENOMEM'] as const, operation.errno).map((errno) => ({ ...operation, errno }));
    case 'write-policy':
      return operation.policy === 'auto_online_blocks' ? before(['online_movable', 'online', 'online_kernel'], operation.value).map((value) => ({ ...operation, value })) : [];
    case 'write-dax-size':
      return before(['0'], operation.value).map((value) => ({ ...operation, value }));
    case 'fill':
      return FEWER_PAGES.filter((count) => count < operation.pages).map((count) => ({ ...operation, pages: count }));
    case 'pin':
      return before(['pipe', 'long-term'] as const, operation.by).map((by) => ({ ...operation, by }));
    case 'release':
    case 'write-id':
    case 'write-dax-mapping':
    case 'write-dax-region':
    case 'bind':
    case 'unbind':
    case 'make':
    case 'destroy':
    case 'unplug-cxl':
    case 'plug-cxl':
    case 'poison-page':
    case 'plug-dimm':
    case 'unplug-dimm':
    case 'seek-leaks':
      return [];
  }
}

const FEWER_PAGES = [pages(1), pages(1024)] as const;

/** Going online is not written as going offline, nor the other way round: that is another operation, not a plainer value. */
function before<Value extends string>(values: readonly Value[], value: string): readonly Value[] {
  const same = values.filter((one) => (one === 'offline') === (value.trim() === 'offline'));
  const place = same.indexOf(value as Value);
  return place === -1 ? same : same.slice(0, place);
}

/** Everything about one block said of a lower one of its device. */
export function lowerBlocks(world: World, operations: readonly Operation[]): readonly Rewriting[] {
  const used = new Set(operations.flatMap((operation) => ('block' in operation ? [operation.block] : [])));
  return [...used].sort((one, other) => one - other).flatMap((block) => {
    const own = siblings(world, operations, block);
    return own.slice(0, own.indexOf(block)).filter((lower) => !used.has(lower)).slice(0, 2).map((lower) => operations.map((operation) => moved(world, operation, block, lower)));
  });
}

/** Pages at the beginning of their block, then those behind its memmap. */
export function lowerPages(world: World, operations: readonly Operation[]): readonly Rewriting[] {
  return operations.flatMap((operation, place) => {
    if (operation.kind !== 'poison-page') return [];
    const first = firstPfn(world.constants, operation.block);
    return [first, pfn(first + world.constants.vmemmapPages)].filter((page) => page < operation.pfn).map((page) => operations.with(place, { ...operation, pfn: page }));
  });
}

/** Everything about one device said of an earlier one, block by block in their order. */
export function earlierDevices(world: World, operations: readonly Operation[]): readonly Rewriting[] {
  const names = [...world.devices.keys()];
  const used = names.filter((name) => operations.some((operation) => 'device' in operation && operation.device === name));
  return used.flatMap((name) => names.slice(0, names.indexOf(name)).map((earlier) => {
    const [from, to] = [blocksOfDax(world, name), blocksOfDax(world, earlier)];
    const renamed = operations.map((operation) => ('device' in operation && operation.device === name ? { ...operation, device: earlier } : operation));
    return renamed.map((operation) => {
      const block = 'block' in operation ? to[from.indexOf(operation.block)] : undefined;
      return 'block' in operation && block !== undefined ? moved(world, operation, operation.block, block) : operation;
    });
  }));
}

/** What new_id binds, bound one by one. */
export function bindsInstead(world: World, operations: readonly Operation[]): readonly Rewriting[] {
  return operations.flatMap((operation, place) => (operation.kind !== 'write-id' || operation.driver !== 'kmem' || operation.file !== 'new_id' ? []
    : [operations.toSpliced(place, 1, ...[...world.devices.keys()].map((device): Operation => ({ kind: 'bind', device })))]));
}

/** What a policy has the kernel bring online at a bind, brought online block by block behind it: then few of them may be enough. */
export function statesInstead(world: World, operations: readonly Operation[]): readonly Rewriting[] {
  return operations.flatMap((operation, place) => {
    if (operation.kind !== 'write-policy' || operation.policy !== 'auto_online_blocks' || !operation.value.startsWith('online')) return [];
    const { value } = operation;
    const later = operations.slice(place + 1);
    const next = later.findIndex((other) => other.kind === 'write-policy' && other.policy === operation.policy);
    const held = next === -1 ? later.length : next;
    const states = later.slice(0, held).flatMap((other): Operation[] => (other.kind !== 'bind' ? [other] : [other, ...blocksOfDax(world, other.device).map((block): Operation => ({ kind: 'write-state', block, value }))]));
    return [[...operations.slice(0, place), ...states, ...later.slice(held)]];
  });
}

/** What was made at once, one after the other, in either order; and by one writer fewer. */
export function fewerWriters(operations: readonly Operation[]): readonly Rewriting[] {
  return operations.flatMap((operation, place) => {
    if (operation.kind !== 'together') return [];
    const fewer = operation.operations.map((_, one) => operation.operations.toSpliced(one, 1)).filter(({ length }) => length > 1).map((left): Operation[] => [{ ...operation, operations: left }]);
    return [[...operation.operations], operation.operations.toReversed(), ...fewer].map((instead) => operations.toSpliced(place, 1, ...instead));
  });
}

/** Nothing about one device, or one DIMM, any more. */
export function fewerDevices(world: World, operations: readonly Operation[]): readonly Rewriting[] {
  const devices = [...world.devices.keys()].map((name) => (operation: Operation) => isAbout(world, operation, name));
  const dimms = [...new Set(operations.flatMap((operation) => ('dimm' in operation ? [operation.dimm] : [])))].map((name) => (operation: Operation) => 'dimm' in operation && operation.dimm === name);
  return [...devices, ...dimms].map((about) => operations.filter((operation) => !about(operation))).filter(({ length }) => length < operations.length);
}

const isAbout = (world: World, operation: Operation, name: DaxName): boolean =>
  'device' in operation ? operation.device === name : 'block' in operation && blocksOfDax(world, name).includes(operation.block);

function moved(world: World, operation: Operation, from: BlockNumber, to: BlockNumber): Operation {
  if (!('block' in operation) || operation.block !== from) return operation;
  if (operation.kind === 'write-state' || operation.kind === 'pin') return { ...operation, block: to };
  return { ...operation, block: to, pfn: pfn(operation.pfn + (to - from) * world.constants.blockPages) };
}

/** The blocks of the device or DIMM that has this one, ascending. */
function siblings(world: World, operations: readonly Operation[], block: BlockNumber): readonly BlockNumber[] {
  const dax = [...world.devices.keys()].map((name) => blocksOfDax(world, name));
  const dimms = operations.flatMap((operation) => (operation.kind === 'plug-dimm' ? [blocksOf(world.constants, { start: operation.start, end: (operation.start + operation.size) as typeof operation.start })] : []));
  return [...dax, ...dimms].find((blocks) => blocks.includes(block)) ?? [block];
}

/** Whether it is bound or not. */
function blocksOfDax(world: World, name: DaxName): readonly BlockNumber[] {
  const device = world.devices.get(name);
  return device ? alignedRanges(world, device).flatMap((range) => blocksOf(world.constants, range)).sort((one, other) => one - other) : [];
}
