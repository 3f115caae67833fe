/** /sys/bus/dax/devices: driver, ranges and attributes of each dax device (SEMANTICS 1.4, 6.6, 7; I17). */
import type { DaxObservation, Observation } from '../observation.ts';
import type { World } from '../world.ts';
import type { FactValue, Observable } from './observable.ts';

export const dax: Observable = {
  observed: (observation: Observation) => observation.dax.flatMap(facts),
  expected: (world: World) => world.constants.start.dax.flatMap((start) => {
    const device = world.devices.get(start.name);
    if (!device) return [];
    return facts({
      ...start,
      driver: device.bound ? 'kmem' : undefined,
      memmapOnMemory: device.attribute === undefined ? undefined : device.attribute ? '1' : '0',
      // It shows what was last asked of the device, not the blocks' states: after a bind, the default online type.
      state: device.bound && world.constants.semantics.daxState ? device.state : undefined,
    });
  }),
};

function facts(device: DaxObservation): [string, FactValue][] {
  const { name } = device;
  return [
    [`${name}/driver`, device.driver ?? 'none'],
    [`${name}/size`, device.size],
    [`${name}/align`, device.align ?? 'none'],
    [`${name}/target_node`, device.targetNode],
    [`${name}/mappings`, device.mappings.map(({ start, end }) => `${start.toString(16)}-${end.toString(16)}`).join(' ')],
    [`${name}/memmap_on_memory`, device.memmapOnMemory ?? 'none'],
    [`${name}/state`, device.state ?? 'none'],
  ];
}
