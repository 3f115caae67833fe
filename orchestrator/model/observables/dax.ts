/** /sys/bus/dax/devices: driver, ranges and attributes of each dax device (SEMANTICS 1.4, 6.6, 7; I17). */
import type { DaxObservation, Observation } from '../observation.ts';
import { available, regionOf } from '../transitions/dax-region.ts';
import { bytes } from '../units.ts';
import type { DaxDevice, World } from '../world.ts';
import type { FactValue, Observable } from './observable.ts';

export const dax: Observable = {
  observed: (observation: Observation) => observation.dax.flatMap(facts),
  expected: (world: World) => [...world.devices.values()].flatMap((device) => {
    const start = world.constants.start.dax.find(({ name }) => name === device.name) ?? madeLater(world, device);
    const region = regionOf(world, device.name);
    return facts({
      ...start,
      size: bytes(device.ranges.reduce((sum, range) => sum + range.end - range.start, 0)),
      mappings: device.ranges.map((range) => ({ start: range.start, end: bytes(range.end - 1) })),
      region: start.region && { ...start.region, available: region && available(world, region) },
      driver: device.bound ? 'kmem' : undefined,
      memmapOnMemory: device.attribute === undefined ? undefined : device.attribute ? '1' : '0',
      // It shows what was last asked of the device, not the blocks' states: after a bind, the default online type.
      state: device.bound && world.constants.semantics.daxState ? device.state : undefined,
    });
  }),
};

/** Of a region's making: what does not change is as with its first `[drivers/dax/bus.c:create_store]`. */
function madeLater({ constants: { start } }: World, { name, node }: DaxDevice): DaxObservation {
  const first = start.dax.find((device) => device.name === `${name.split('.')[0] ?? ''}.0`);
  return { name, size: bytes(0), align: first?.align, targetNode: node, mappings: [], region: first?.region };
}

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
    ...(device.region ? [[`${name}/region`, device.region.available === undefined ? `${device.region.size}` : `${device.region.size}, ${device.region.available} available`] as [string, FactValue]] : []),
  ];
}
