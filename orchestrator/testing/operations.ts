/** Arbitrary operations for property tests: legal and illegal ones, on devices and blocks that are there and that are not. */
import fc from 'fast-check';
import { PINS, type Operation } from '../model/operation.ts';
import { blockNumber } from '../model/units.ts';
import { fill, pin, RELEASE } from './worlds.ts';

const device = fc.constantFrom('dax0.0', 'dax1.0', 'dax9.0');

/** @param blocks numbers to choose from */
export const operations = (blocks: readonly number[]): fc.Arbitrary<Operation> => fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('write-attribute' as const), device, value: fc.constantFrom('0', '1', 'y', 'n', 'on', 'off', 'garbage', '', 'e', '2') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('bind' as const), device }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unbind' as const), device }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('write-dax-state' as const), device, value: fc.constantFrom('unplugged', 'online_movable', 'online_kernel', 'offline', 'garbage') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('write-id' as const), driver: fc.constantFrom('kmem', 'device_dax'), file: fc.constantFrom('new_id', 'remove_id'),
      value: fc.constantFrom('dax0.0', 'dax1.0', 'dax9.0\n', 'garbage', ''),
    }).filter(({ driver, file }) => driver === 'kmem' || file === 'remove_id'),
  },
  { weight: 1, arbitrary: fc.oneof(fc.constant(RELEASE), fc.constantFrom(1, 4).map((mib) => fill(mib)), fc.tuple(fc.constantFrom(...blocks), fc.constantFrom(...PINS)).map(([block, by]) => pin(block, by))) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('write-state' as const),
      block: fc.constantFrom(...blocks).map(blockNumber),
      value: fc.constantFrom('online', 'online_kernel', 'online_movable', 'offline', 'offline\n', 'garbage'),
    }),
  },
);
