/** /sys/devices/system/node: meminfo of each node and the masks (SEMANTICS 5; I3, I23). */
import type { NodeMasks, Observation } from '../observation.ts';
import { pages, pagesToKibibytes, type NodeId } from '../units.ts';
import type { World } from '../world.ts';
import type { Observable } from './observable.ts';
import { zoneManaged, zoneNames, zonePresent } from './zones.ts';

export const nodes: Observable = {
  observed: ({ nodes: found, nodeMasks }: Observation) => [
    ...found.map(({ node, memTotal }): [string, number] => [`node${node}/MemTotal`, memTotal]),
    ...masks(nodeMasks),
  ],
  expected: (world: World) => [
    ...sorted(world.nodes).map((node): [string, number] => [
      `node${node}/MemTotal`,
      pagesToKibibytes(pages(zoneNames(world).reduce((sum, zone) => sum + zoneManaged(world, node, zone), 0))),
    ]),
    ...masks(expectedMasks(world)),
  ],
};

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
