/** What a sequence reached: an operation with what it came to, in a world of a certain shape. Pairs of both are what the corpus is kept for. */
import type { Operation } from '../../model/operation.ts';
import { parseBoolean } from '../../model/transitions/attribute.ts';
import { isUnplugged } from '../../model/transitions/dax-state.ts';
import { onlineType } from '../../model/transitions/block-state.ts';
import type { World } from '../../model/world.ts';
import { isKernelZone } from '../../model/zones.ts';

/** `write-state online_movable: OK in 1 of 2 bound, ...`. */
export type Pair = string;

/** @param errno by its name */
export const pairOf = (world: World, operation: Operation, errno: string): Pair => `${kindOf(operation)}: ${errno} in ${shapeOf(world)}`;

/** Spellings of the same thing are one kind. */
export const kindOf = (operation: Operation): string =>
  (operation.kind !== 'together' && operation.fault ? `${kind(operation)} with ${operation.fault.in} failing` : kind(operation));

function kind(operation: Operation): string {
  switch (operation.kind) {
    case 'together':
      return `together ${operation.operations.map(kindOf).join(', ')}`;
    case 'write-state':
      return `write-state ${onlineType(operation.value) ?? 'garbage'}`;
    case 'write-dax-state':
      return `write-dax-state ${isUnplugged(operation.value) ? 'unplugged' : onlineType(operation.value) ?? 'garbage'}`;
    case 'write-attribute':
      return `write-attribute ${parseBoolean(operation.value, true) ?? 'garbage'}`;
    case 'write-policy':
      return `write-policy ${operation.policy}${operation.policy === 'auto_online_blocks' ? ` ${onlineType(operation.value) ?? 'garbage'}` : ''}`;
    case 'inject-notifier':
      return `inject-notifier ${operation.event} ${operation.errno === 'OK' ? 'OK' : 'error'}`;
    case 'write-id':
      return `write-id ${operation.driver} ${operation.file}`;
    case 'write-dax-region':
      return `write-dax-region ${operation.file}`;
    case 'pin':
      return `pin ${operation.by}`;
    case 'fill':
    case 'release':
    case 'write-dax-size':
    case 'write-dax-mapping':
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
      return operation.kind;
  }
}

/** How the world looks from afar: small enough for shapes to come again, fine enough for what decides about outcomes. */
export function shapeOf({ devices, blocks, added, injected, policies, held }: World): string {
  const all = [...blocks.values()];
  const online = all.filter(({ zone }) => zone !== undefined);
  const owned = new Set([...devices.values()].filter(({ bound }) => bound).map(({ group }) => group));
  const stuck = added.some(({ device, group }) => device.startsWith('dax') && !owned.has(group));
  const marks = [
    some([...devices.values()], ({ bound }) => bound, 'bound'),
    [...devices.values()].some(({ bound, state }) => bound && state === 'unplugged') && 'unplugged',
    some(online, ({ zone }) => zone !== undefined && isKernelZone(zone), 'kernel'),
    some(all, ({ zone }) => zone === undefined, 'offline'),
    some(all, ({ vmemmap }) => vmemmap > 0, 'memmap'),
    some(all, ({ poisoned }) => poisoned !== undefined, 'poisoned'),
  ];
  const automatic = policies.autoOnline !== 'offline' && `auto ${policies.autoOnline}`;
  const holds = held.pages > 0 && `held${held.pinned.size > 0 ? ' pinned' : ''}`;
  return [...marks, holds, stuck && 'stuck', policies.onlinePolicy === 'auto-movable' && 'auto-movable', automatic, ...[...injected].filter(([, errno]) => errno !== 'OK').map(([event]) => event).sort()].filter((mark) => mark !== false).join(' ');
}

/** `no bound`, `some bound`, `all bound`. */
function some<Item>(items: readonly Item[], holds: (item: Item) => boolean, name: string): string | false {
  const count = items.filter(holds).length;
  return count > 0 && `${count === items.length ? 'all' : 'some'} ${name}`;
}
