/** /sys/devices/system/memory: one directory per memory block (SEMANTICS 5; I9). */
import type { BlockObservation, Observation } from '../observation.ts';
import type { World } from '../world.ts';
import { validZones } from '../zones.ts';
import type { FactValue, Observable } from './observable.ts';

export const blocks: Observable = {
  observed: ({ blocks: found }: Observation) => found.flatMap(facts),
  expected: (world: World) => [
    ...world.constants.start.blocks.flatMap(facts),
    ...[...world.blocks.values()].flatMap((block) => facts({
      number: block.number,
      state: block.zone ? 'online' : 'offline',
      validZones: validZones(world, block.number),
      removable: true,
      physIndex: block.number,
      node: block.node,
    })),
  ],
};

function facts(block: BlockObservation): [string, FactValue][] {
  const name = `memory${block.number}`;
  return [
    [`${name}/state`, block.state],
    [`${name}/valid_zones`, block.validZones.join(' ')],
    [`${name}/removable`, block.removable ? 1 : 0],
    [`${name}/phys_index`, block.physIndex],
    [`${name}/node`, block.node ?? 'none'],
  ];
}
