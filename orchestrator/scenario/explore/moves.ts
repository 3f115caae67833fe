/** What may be tried next: kinds of moves with how often they are wanted, and the operations that each could be in this world. */
import { ID_FILES, NOTIFIER_EVENTS, ONLINE_TYPES, PINS, POLICY_NAMES, type DaxName, type Operation, type PolicyName } from '../../model/operation.ts';
import { predict } from '../../model/predict.ts';
import { bindsToDeviceDax } from '../../model/transitions/driver-ids.ts';
import { shownPolicies } from '../../model/transitions/policy.ts';
import { obstacle } from '../../model/transitions/hold.ts';
import { areBeside, makerOf } from '../../model/transitions/region.ts';
import { bytes, MIB, pagesOf, pfn, type NodeId } from '../../model/units.ts';
import { firstPfn, type HotBlock, type World } from '../../model/world.ts';
import { plugged, type Dimm } from '../expand.ts';
import { lacking } from '../requirements.ts';
import { creations, deletions, mappings, noDeletions, noMappings, noSizes, sizes } from './reshaping.ts';

/** What there is to act on. */
export interface There {
  readonly world: World;
  /** Of the machine, plugged or not. */
  readonly dimms: readonly Dimm[];
  /** Dax devices whose only CXL expander can be taken out. */
  readonly expanders: readonly DaxName[];
}

export interface Move {
  /** In hundredths of an ordinary one. */
  readonly weight: number;
  readonly operations: (there: There) => readonly Operation[];
  /** Of the operations those that can change the world, or those that cannot: an illegal one is tried on purpose, its errno predicted. */
  readonly wanted: 'change' | 'refusal';
  /** Drawn on such machines alone: on others the same seed goes on to give what it gave. */
  readonly only?: (there: There) => boolean;
}

/** Accepted and refused spellings of a boolean `[lib/kstrtox.c:kstrtobool]`. */
const BOOLEANS = ['0', '1', 'y', 'N', 'on', 'off', '1abc'] as const;
const NO_BOOLEANS = ['', '2', ' 1', 'garbage', 'e', 'D'] as const;
const ONLINE = [...ONLINE_TYPES.filter((type) => type !== 'offline'), 'online_movable\n'] as const;
const DRIVERS = ['kmem', 'device_dax'] as const;
const NO_NAMES = ['', 'dax0', 'dax0.0.0', 'kmem'] as const;
const DAX_STATES = ['unplugged', 'online', 'online_kernel', 'online_movable', 'unplugged\n'] as const;
const NO_STATES = ['garbage', '', ' online', 'Offline'] as const;
const INJECTED = ['ENOMEM', 'EIO', 'EBUSY'] as const;

const names = ({ world }: There): readonly DaxName[] => [...world.devices.keys()];
const blocks = ({ world }: Pick<There, 'world'>): readonly HotBlock[] => [...world.blocks.values()];
const isBusy = ({ world }: There, device: DaxName): boolean =>
  [...world.blocks.values()].some(({ zone, group }) => zone !== undefined && group === world.devices.get(device)?.group);

const attributes = (values: readonly string[]) => (there: There): readonly Operation[] => names(there)
  .filter((device) => there.world.devices.get(device)?.attribute !== undefined)
  .flatMap((device) => values.map((value): Operation => ({ kind: 'write-attribute', device, value })));
const binds = (there: There): readonly Operation[] => names(there).map((device) => ({ kind: 'bind', device }));
const daxStates = (values: readonly string[]) => (there: There): readonly Operation[] => names(there)
  .filter((device) => there.world.constants.semantics.daxState && there.world.devices.get(device)?.bound === true)
  .flatMap((device) => values.map((value): Operation => ({ kind: 'write-dax-state', device, value })));
const ids = (values: readonly string[]) => (there: There): readonly Operation[] => DRIVERS.flatMap((driver) => ID_FILES.flatMap((file) =>
  [...names(there), ...values].map((value) => ({ kind: 'write-id' as const, driver, file, value })))).filter((operation) => !bindsToDeviceDax(there.world, operation));
const unbinds = (busy: boolean) => (there: There): readonly Operation[] =>
  names(there).filter((device) => isBusy(there, device) === busy).map((device) => ({ kind: 'unbind', device }));
const states = (values: readonly string[]) => (there: There): readonly Operation[] =>
  blocks(there).flatMap(({ number }) => values.map((value): Operation => ({ kind: 'write-state', block: number, value })));

function injects(errnos: readonly ('OK' | (typeof INJECTED)[number])[]) {
  return ({ world }: There): readonly Operation[] => (can('notifier-error-injection', world) ? NOTIFIER_EVENTS : [])
    .flatMap((event) => errnos.map((errno): Operation => ({ kind: 'inject-notifier', event, errno })))
    // What is injected already is not injected again.
    .filter((operation) => operation.kind === 'inject-notifier' && (world.injected.get(operation.event) ?? 'OK') !== operation.errno);
}

/** Of each block the pages at the ends of its memmap and of itself, and one amid. */
function poisons(there: There): readonly Operation[] {
  const { constants } = there.world;
  const { blockPages, vmemmapPages } = constants;
  if (!can('hwpoison', there.world)) return [];
  return blocks(there).flatMap(({ number }) => [0, vmemmapPages - 1, vmemmapPages, blockPages / 2, blockPages - 1]
    .map((page): Operation => ({ kind: 'poison-page', block: number, pfn: pfn(firstPfn(constants, number) + page) })));
}

/** Small enough for several, and large enough to lie in more than one place. */
const FILLS = [pagesOf(bytes(MIB)), pagesOf(bytes(8 * MIB))] as const;
const hotNodes = ({ world }: There): readonly NodeId[] => [...new Set(blocks({ world }).map(({ node }) => node))];
const fills = (there: There): readonly Operation[] => hotNodes(there).flatMap((node) => FILLS.map((count): Operation => ({ kind: 'fill', node, pages: count })));
/** What is looked for a page of one block takes the node's memory piece by piece: larger ones than these take too long. */
const LARGEST_PINNED = 32_768;
const pins = (there: There): readonly Operation[] => blocks(there).filter(() => there.world.constants.blockPages <= LARGEST_PINNED)
  .flatMap(({ number, node }) => PINS.map((by): Operation => ({ kind: 'pin', block: number, node, by })));
/** Each takes as long as its writer waits for the signal. */
const pinnedOffline = ({ world }: There): readonly Operation[] => [...world.held.pinned].map((block): Operation => ({ kind: 'write-state', block, value: 'offline' }));
const releases = ({ world }: There): readonly Operation[] => (world.held.pages > 0 ? [{ kind: 'release' }] : []);
const isPossible = ({ world }: There, operation: Operation): boolean => obstacle(world, operation) === undefined;

const can = (requirement: 'notifier-error-injection' | 'hwpoison', { constants: { start } }: World): boolean =>
  lacking([requirement], start) === undefined;

/** @param values by policy */
const policies = (values: Readonly<Record<PolicyName, readonly string[]>>) => ({ world }: There): readonly Operation[] => POLICY_NAMES
  .filter((policy) => shownPolicies(world)[policy] !== undefined)
  .flatMap((policy) => values[policy].filter((value) => value !== shownPolicies(world)[policy]).map((value): Operation => ({ kind: 'write-policy', policy, value })));

/** A ratio of 301 lets three quarters of all memory be movable; the others let none, about a third, and all. */
const POLICIES = { auto_online_blocks: ONLINE_TYPES, online_policy: ['contig-zones', 'auto-movable'], auto_movable_ratio: ['0', '40', '301', '100000'], auto_movable_numa_aware: ['Y', 'N'] } as const;
const NO_POLICIES = { auto_online_blocks: ['garbage', 'on'], online_policy: ['garbage', ''], auto_movable_ratio: ['-1', '4294967296', 'garbage'], auto_movable_numa_aware: ['2', ''] } as const;

const plugs = ({ world, dimms }: There): readonly Operation[] => dimms.filter(({ name }) => !plugged(world).includes(name))
  .map(({ name, start, size, node }): Operation => ({ kind: 'plug-dimm', dimm: name, start, size, node }));
const unplugs = ({ world }: There): readonly Operation[] => plugged(world).map((dimm): Operation => ({ kind: 'unplug-dimm', dimm }));

const makers = ({ world }: There): readonly Pick<Extract<Operation, { kind: 'make' }>, 'what' | 'device'>[] => world.constants.start.dax
  .flatMap(({ name: device }) => { const what = makerOf(world, device); return what === undefined ? [] : [{ what, device }]; });
const makes = (there: There): readonly Operation[] => makers(there).map((one): Operation => ({ kind: 'make', ...one }));
/**
 * Memory that stays when its namespace goes is still there. A region takes the decoders along: nothing is behind memory that stays, and what the
 * kernel does with it is not to be told (6.12 on cxl-2way: an oops in pagetypeinfo_show, at a memmap that reads as zeros).
 */
const destroys = (busy: boolean) => (there: There): readonly Operation[] => makers(there)
  .filter(({ what, device }) => isBusy(there, device) === busy && !(what === 'region' && stays(there, device))).map((one): Operation => ({ kind: 'destroy', ...one }));
/** What would not go with its region: memory that an unbind of one of its devices would not remove. */
function stays({ world }: There, device: DaxName): boolean {
  const goes = (owner: string, group: number): boolean => {
    const own = world.devices.get(owner as DaxName);
    return own?.bound === true && own.group === group && ![...world.blocks.values()].some((block) => block.zone !== undefined && block.group === group);
  };
  return world.added.some((range) => areBeside(range.device, device) && !goes(range.device, range.group));
}
const unplugsCxl = (there: There): readonly Operation[] => there.expanders
  .filter((device) => !there.world.takenOut.has(device) && !stays(there, device)).map((device): Operation => ({ kind: 'unplug-cxl', device }));
const plugsCxl = ({ world, expanders }: There): readonly Operation[] => expanders
  .filter((device) => world.takenOut.has(device)).map((device): Operation => ({ kind: 'plug-cxl', device }));

/** Half of all blocks or so are online at a time; memory that an unbind leaves behind, and a poisoned block, are lost to the rest of the sequence. */
export const MOVES: readonly Move[] = [
  { weight: 500, wanted: 'change', operations: binds },
  { weight: 40, wanted: 'refusal', operations: binds },
  { weight: 50, wanted: 'change', operations: ({ world }) => sizes(world) },
  { weight: 20, wanted: 'refusal', operations: ({ world }) => [...sizes(world), ...noSizes(world)] },
  { weight: 60, wanted: 'change', operations: ({ world }) => mappings(world) },
  { weight: 20, wanted: 'refusal', operations: ({ world }) => [...mappings(world), ...noMappings(world)] },
  { weight: 30, wanted: 'change', operations: ({ world }) => creations(['1', '0x1'])(world) },
  { weight: 10, wanted: 'refusal', operations: ({ world }) => creations(['1', '0', '2', 'garbage', ''])(world) },
  { weight: 30, wanted: 'change', operations: ({ world }) => deletions(world) },
  { weight: 15, wanted: 'refusal', operations: ({ world }) => [...deletions(world), ...noDeletions(world)] },
  { weight: 120, wanted: 'change', operations: daxStates(DAX_STATES) },
  { weight: 40, wanted: 'refusal', operations: daxStates([...DAX_STATES, 'offline', 'garbage', '']) },
  { weight: 60, wanted: 'change', operations: ids([]) },
  { weight: 15, wanted: 'refusal', operations: ids(NO_NAMES) },
  { weight: 200, wanted: 'change', operations: unbinds(false) },
  { weight: 15, wanted: 'change', operations: unbinds(true) },
  { weight: 30, wanted: 'refusal', operations: unbinds(false) },
  { weight: 900, wanted: 'change', operations: states(ONLINE) },
  { weight: 600, wanted: 'change', operations: states(['offline']) },
  { weight: 60, wanted: 'refusal', operations: states(ONLINE_TYPES) },
  { weight: 30, wanted: 'refusal', operations: states(NO_STATES) },
  { weight: 350, wanted: 'change', operations: attributes(BOOLEANS) },
  { weight: 60, wanted: 'refusal', operations: attributes(BOOLEANS) },
  { weight: 50, wanted: 'refusal', operations: attributes(NO_BOOLEANS) },
  { weight: 40, wanted: 'change', operations: injects(INJECTED) },
  { weight: 120, wanted: 'change', operations: injects(['OK']) },
  { weight: 20, wanted: 'change', operations: poisons },
  { weight: 15, wanted: 'refusal', operations: poisons },
  { weight: 150, wanted: 'change', operations: policies(POLICIES) },
  { weight: 15, wanted: 'refusal', operations: policies(NO_POLICIES) },
  { weight: 300, wanted: 'change', operations: makes, only: (there) => makers(there).length > 0 },
  { weight: 15, wanted: 'refusal', operations: makes, only: (there) => makers(there).length > 0 },
  { weight: 60, wanted: 'change', operations: destroys(false), only: (there) => makers(there).length > 0 },
  { weight: 5, wanted: 'change', operations: destroys(true), only: (there) => makers(there).length > 0 },
  { weight: 30, wanted: 'refusal', operations: destroys(false), only: (there) => makers(there).length > 0 },
  { weight: 20, wanted: 'change', operations: unplugsCxl, only: ({ expanders }) => expanders.length > 0 },
  { weight: 300, wanted: 'change', operations: plugsCxl, only: ({ expanders }) => expanders.length > 0 },
  { weight: 90, wanted: 'change', operations: fills },
  { weight: 10, wanted: 'refusal', operations: fills },
  { weight: 90, wanted: 'change', operations: pins },
  { weight: 150, wanted: 'refusal', operations: pinnedOffline },
  { weight: 120, wanted: 'change', operations: releases },
  { weight: 500, wanted: 'change', operations: plugs },
  { weight: 100, wanted: 'change', operations: unplugs },
];

/** The operations of the move that come to what it wants. */
export function possible({ operations, wanted }: Move, there: There): readonly Operation[] {
  return operations(there).filter((operation) => isPossible(there, operation) && changes(there.world, operation) === (wanted === 'change'));
}

/** Whether it may leave another world than it met. */
export function changes(world: World, operation: Operation): boolean {
  return predict(world, operation).some((outcome) => outcome.world !== world && !storesTheSame(world, outcome.world, operation));
}

const storesTheSame = (before: World, after: World, operation: Operation): boolean =>
  operation.kind === 'write-attribute' && before.devices.get(operation.device)?.attribute === after.devices.get(operation.device)?.attribute;
