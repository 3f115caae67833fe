/** /sys/devices/system/node: meminfo of each node and the masks (SEMANTICS 5; I3, I23). */
import type { NodeMasks, Observation } from '../observation.ts';
import { nodeId, pages, pagesToKibibytes, type NodeId } from '../units.ts';
import type { World } from '../world.ts';
import type { Expectation, Observable } from './observable.ts';
import { zoneManaged, zoneNames, zonePresent } from './zones.ts';

export const nodes: Observable = {
  observed: ({ nodes: found, nodeMasks }: Observation) => [
    ...found.map(({ node, memTotal }): [string, number] => [`node${node}/MemTotal`, memTotal]),
    ...found.flatMap(({ node, accessClasses }): [string, string][] => (accessClasses === undefined ? [] : [[`node${node}/access0`, there(accessClasses)]])),
    ...masks(nodeMasks),
  ],
  expected: (world: World) => [
    ...sorted(world.nodes).map((node): [string, number] => [
      `node${node}/MemTotal`,
      pagesToKibibytes(pages(zoneNames(world).reduce((sum, zone) => sum + zoneManaged(world, node, zone), 0))),
    ]),
    ...(looked(world) ? sorted(world.nodes) : []).map((node): [string, Expectation] => [`node${node}/access0`, accessClasses(world, node)]),
    ...masks(expectedMasks(world)),
  ],
};

const looked = (world: World): boolean => world.constants.start.nodes.some(({ accessClasses: seen }) => seen !== undefined);
const there = (is: boolean): string => (is ? 'there' : 'none');

/**
 * The firmware that tells of node 0 tells of the others (HMAT, machine description): classes are made when a node gets its first memory, and go with it
 * `[drivers/acpi/numa/hmat.c:hmat_callback]`. Where it tells of none, a CXL region may tell of its own.
 */
function accessClasses(world: World, node: NodeId): Expectation {
  const known = (one: NodeId): boolean => world.constants.start.nodes.find((found) => found.node === one)?.accessClasses === true;
  if (!known(nodeId(0))) return { open: 'the firmware says nothing of the speed of memory', mayBeAbsent: true };
  const hasMemory = zoneNames(world).some((zone) => zonePresent(world, node, zone) > 0);
  return hasMemory ? { ifSeen: there(true) } : { open: 'a node without memory may have had some', mayBeAbsent: true };
}

/** `[mm/memory_hotplug.c:node_states_check_changes_online, node_states_check_changes_offline]` */
function expectedMasks(world: World): NodeMasks {
  const online = sorted(world.nodes);
  const has = (node: NodeId, zones: readonly string[]): boolean =>
    zoneNames(world).some((zone) => zones.includes(zone) && zonePresent(world, node, zone) > 0);
  return {
    online,
    hasMemory: online.filter((node) => has(node, ['DMA', 'DMA32', 'Normal', 'Movable'])),
    hasNormalMemory: online.filter((node) => has(node, ['DMA', 'DMA32', 'Normal'])),
    hasCpu: world.constants.start.nodeMasks.hasCpu,
  };
}

const masks = (found: NodeMasks): [string, string][] => [
  ['node/online', found.online.join(',')],
  ['node/has_memory', found.hasMemory.join(',')],
  ['node/has_normal_memory', found.hasNormalMemory.join(',')],
  ['node/has_cpu', found.hasCpu.join(',')],
];

const sorted = (nodes: Iterable<NodeId>): NodeId[] => [...nodes].sort((one, other) => one - other);
