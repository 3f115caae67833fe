/**
 * What a random sequence wants to do, made an operation against what there is at that moment: mostly something that can succeed,
 * now and then something that cannot. Shrinks to fewer and smaller numbers.
 */
import fc from 'fast-check';
import { NOTIFIER_EVENTS, PINS, type DaxName, type Operation } from '../../model/operation.ts';
import type { Fault, FaultErrno } from '../../model/fault.ts';
import { blockNumber, nodeId, pages, pfn } from '../../model/units.ts';

/** What there is to act on. */
export interface Surroundings {
  /** Unbound, with memory of whole blocks on a node. */
  readonly bindable: readonly DaxName[];
  readonly bound: readonly DaxName[];
  /** Of the bound: no block of theirs is online, so that an unbind leaves nothing behind. */
  readonly idle: readonly DaxName[];
  readonly others: readonly DaxName[];
  /** Whether devices have memmap_on_memory. */
  readonly attribute: boolean;
  /** Whether devices that are bound have state. */
  readonly daxState: boolean;
  /** Whether notifiers can be made to fail and pages poisoned. */
  readonly faults: boolean;
  readonly blockPages: number;
  readonly offline: readonly number[];
  readonly online: readonly number[];
  /** The same with their nodes. */
  readonly onlineOn: readonly { readonly block: number; readonly node: number }[];
  /** Whether a process holds memory. */
  readonly holds: boolean;
}

/** Two numbers: `what` picks from the tables, `which` from the candidates. */
export interface Intent {
  readonly what: number;
  readonly which: number;
}

const ANYTHING = 2 ** 31 - 1;
const pick = <Item>(items: readonly Item[], which: number): Item | undefined => items[which % items.length];
const NOWHERE: DaxName = 'dax9.9';
const NO_BLOCK = 4_000;
const BOOLEANS = ['0', '1', 'y', 'N', 'on', 'off', 'true', 'F', '1abc', '0\n', 'Of'];
const NO_BOOLEANS = ['', '2', ' 1', 'o', '\n', 'garbage', 'e', 'D', 'Enable', 'disable'];
const ONLINE = ['online', 'online_kernel', 'online_movable', 'online_movable\n'] as const;
const INJECTED = ['ENOMEM', 'EIO', 'EBUSY', 'EPERM'] as const;
const POLICIES = [
  ['auto_online_blocks', ['offline', 'offline\n', 'online', 'online_kernel', 'online_movable', 'auto', '']],
  ['online_policy', ['contig-zones', 'auto-movable', 'auto-movable\n', 'auto_movable', '']],
  ['auto_movable_ratio', ['301', '0', '40', '100', '0x64', '0100', '+301\n', '08', '-1', '4294967295', '4294967296', '']],
  ['auto_movable_numa_aware', ['Y', 'N', '1', 'off', 'e', 'D', '2', '']],
] as const;
const DAX_STATES = ['unplugged', 'unplugged\n', 'online', 'online_kernel', 'online_movable', 'online_movable\n'];
const NO_NAMES = ['', 'dax0', 'dax0.', 'dax00.0', 'dax0.0 ', ' dax0.0', 'dax0.0x', 'kmem'];
const NO_STATES = ['', 'Online', 'offline\n\n', ' online', 'online_moveable', '1'];

const state = (block: number | undefined, value: string): Operation => ({ kind: 'write-state', block: blockNumber(block ?? NO_BLOCK), value });

type Entry = (there: Surroundings, which: number) => Operation | undefined;

/** What can succeed, each a twenty-fourth; where it has no candidate the next is tried. */
const HOPEFUL: readonly Entry[] = [injectNothing, inject, poison, fill, pinOne, release, setPolicy, bind, bind, bind, nameIt, ask, ask, unbind, attribute, goOnline, goOnline, goOnline, goOnline, goOnline, goOffline, goOffline, goOffline, goOffline];

/** What cannot, one in eight. */
const HOPELESS: readonly Entry[] = [
  ({ bound, bindable, others }, which) => ({ kind: 'write-attribute', device: pick([...bound, ...bindable, ...others, NOWHERE], which) ?? NOWHERE, value: pick(NO_BOOLEANS, which >> 4) ?? '' }),
  ({ bound, others }, which) => ({ kind: 'bind', device: pick([...bound, ...others, NOWHERE], which) ?? NOWHERE }),
  ({ bindable, others }, which) => ({ kind: 'unbind', device: pick([...bindable, ...others, NOWHERE], which) ?? NOWHERE }),
  ({ bound, bindable, others }, which) => ({ kind: 'write-dax-state', device: pick([...bound, ...bindable, ...others, NOWHERE], which) ?? NOWHERE, value: pick(['offline', '', 'Unplugged', 'unplugged\n\n', 'unplugged'], which >> 3) ?? '' }),
  ({ online, offline }, which) => state(pick([...online, ...offline, NO_BLOCK], which), pick(NO_STATES, which >> 5) ?? ''),
  (_, which) => ({ kind: 'write-id', driver: pick(['kmem', 'device_dax'] as const, which) ?? 'kmem', file: pick(['new_id', 'remove_id'] as const, which >> 1) ?? 'new_id', value: pick(NO_NAMES, which >> 2) ?? '' }),
  ({ online }, which) => state(pick([...online, NO_BLOCK], which), pick(ONLINE, which >> 5) ?? ''),
  ({ offline }, which) => state(pick([...offline, NO_BLOCK], which), 'offline'),
];

function injectNothing({ faults }: Surroundings, which: number): Operation | undefined {
  return faults ? { kind: 'inject-notifier', event: pick(NOTIFIER_EVENTS, which) ?? 'MEM_GOING_ONLINE', errno: 'OK' } : undefined;
}

/** More seldom than it is taken back. */
function inject({ faults }: Surroundings, which: number): Operation | undefined {
  if (!faults || which % 8 > 1) return undefined;
  return { kind: 'inject-notifier', event: pick(NOTIFIER_EVENTS, which) ?? 'MEM_GOING_ONLINE', errno: pick(INJECTED, which >> 4) ?? 'EIO' };
}

/** A poisoned block never goes online again, so seldom. The first and the last pages of what may hold a memmap, and others. */
function poison({ faults, online, offline, blockPages }: Surroundings, which: number): Operation | undefined {
  if (!faults || which % 4 !== 0) return undefined;
  const block = pick(online.length > 0 ? [...online, ...online, ...offline] : [NO_BLOCK], which >> 3) ?? NO_BLOCK;
  const page = pick([0, blockPages / 64 - 1, blockPages / 64, blockPages / 64 + 1, 20_000, 20_001, blockPages - 1], which >> 7) ?? 0;
  return { kind: 'poison-page', block: blockNumber(block), pfn: pfn(block * blockPages + page) };
}

/** Nodes of blocks that are online, and now and then one that has no memory. */
function fill({ onlineOn }: Surroundings, which: number): Operation | undefined {
  const node = which % 64 === 0 ? 5 : pick(onlineOn, which >> 6)?.node;
  return node === undefined ? undefined : { kind: 'fill', node: nodeId(node), pages: pages(pick([1, 7, 40], which >> 9) ?? 1) };
}

function pinOne({ onlineOn }: Surroundings, which: number): Operation | undefined {
  const one = which % 4 === 0 ? pick(onlineOn, which >> 2) : undefined;
  return one && { kind: 'pin', block: blockNumber(one.block), node: nodeId(one.node), by: pick(PINS, which >> 6) ?? 'pipe' };
}

function release({ holds }: Surroundings, which: number): Operation | undefined {
  return holds && which % 2 === 0 ? { kind: 'release' } : undefined;
}

/** Each of the four as often. */
function setPolicy(_: Surroundings, which: number): Operation {
  const [policy, values] = pick(POLICIES, which) ?? POLICIES[0];
  return { kind: 'write-policy', policy, value: pick(values, which >> 4) ?? '' };
}

function bind({ bindable }: Surroundings, which: number): Operation | undefined {
  const device = pick(bindable, which);
  return device && { kind: 'bind', device };
}

/** Rarely to remove_id: where it counts, there is no bind any more. */
function nameIt({ bindable, bound, others }: Surroundings, which: number): Operation {
  const value = pick([...bindable, ...bound, ...others, NOWHERE], which >> 4) ?? NOWHERE;
  return { kind: 'write-id', driver: 'kmem', file: which % 4 === 0 ? 'remove_id' : 'new_id', value: which % 8 === 1 ? `${value}\n` : value };
}

/** Its memory out, and back in. */
function ask({ daxState, bound }: Surroundings, which: number): Operation | undefined {
  const device = daxState ? pick(bound, which) : undefined;
  return device && { kind: 'write-dax-state', device, value: pick(DAX_STATES, which >> 3) ?? '' };
}

/** Mostly what is idle: memory that an unbind leaves behind can never be bound again. */
function unbind({ bound, idle }: Surroundings, which: number): Operation | undefined {
  const device = pick(which % 16 === 0 ? bound : idle, which >> 4);
  return device && { kind: 'unbind', device };
}

function attribute({ attribute: has, bindable, bound }: Surroundings, which: number): Operation | undefined {
  // Twice as often where it may be stored.
  const device = has ? pick([...bindable, ...bindable, ...bound], which) : undefined;
  return device && { kind: 'write-attribute', device, value: pick(BOOLEANS, which >> 4) ?? '' };
}

function goOnline({ offline }: Surroundings, which: number): Operation | undefined {
  const block = pick(offline, which);
  return block === undefined ? undefined : state(block, pick(ONLINE, which >> 5) ?? '');
}

function goOffline({ online }: Surroundings, which: number): Operation | undefined {
  const block = pick(online, which);
  return block === undefined ? undefined : state(block, 'offline');
}

const FUNCTIONS = [
  'memory_group_register_static', 'add_memory_driver_managed', 'add_memory_resource', 'arch_add_memory', 'add_pages', '__add_pages', 'create_memory_block_devices',
  'mhp_init_memmap_on_memory', 'online_pages', 'offline_pages', 'start_isolate_page_range', 'remove_memory', 'try_remove_memory',
] as const;
const FAULTS: readonly FaultErrno[] = ['ENOMEM', 'EIO', 'EEXIST', 'ERANGE'];

/** One in six of what goes through the hotplug path does so with a function that fails at one of its calls, or never comes to it. */
export function operationOf(intent: Intent, there: Surroundings): Operation {
  const operation = withoutFault(intent, there);
  const { which } = intent;
  if (which % 6 !== 0 || !(operation.kind === 'bind' || operation.kind === 'unbind' || operation.kind === 'write-state' || operation.kind === 'plug-dimm')) return operation;
  const fault: Fault = { in: pick(FUNCTIONS, which >> 3) ?? 'arch_add_memory', at: { call: 1 + ((which >> 8) % 9) }, does: { kind: 'fail', errno: pick(FAULTS, which >> 12) ?? 'EIO' } };
  return { ...operation, fault };
}

function withoutFault({ what, which }: Intent, there: Surroundings): Operation {
  const hopeless = what % 8 === 7;
  for (let entry = what >> 3, tries = 0; !hopeless && tries < HOPEFUL.length; entry++, tries++) {
    const operation = pick(HOPEFUL, entry)?.(there, which);
    if (operation) return operation;
  }
  return pick(HOPELESS, what >> 3)?.(there, which) ?? { kind: 'unbind', device: NOWHERE };
}

const WHATS = 8 * HOPEFUL.length * HOPELESS.length;

export const intents = (most: number): fc.Arbitrary<Intent[]> => fc.array(
  fc.nat(ANYTHING).map((number): Intent => ({ what: number % WHATS, which: Math.floor(number / WHATS) })),
  { minLength: 1, maxLength: most, size: 'max' },
);
