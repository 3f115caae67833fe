/** The model and the second opinion say the same about devices that are made, done away with and given other memory. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { differences } from '../../judge/differences.ts';
import { expectedFacts, observedFacts } from '../../model/observables/all.ts';
import type { Operation } from '../../model/operation.ts';
import { predict } from '../../model/predict.ts';
import { begin } from '../../model/start.ts';
import { bytes, GIB, MIB } from '../../model/units.ts';
import { start } from '../start.ts';
import { ask, bindTo, map, ofRegion, resize, state, unbindFrom } from '../worlds.ts';
import { ImaginedKernel } from './imagined-kernel.ts';
import { observe } from './sysfs.ts';

const WITH_REGION = start({ release: '7.3.4', region: 2 * GIB, devices: [{ name: 'dax0.0', start: 4 * GIB, end: 5 * GIB }] });
/** The resource around is the region's, as dax_hmem has it. */
const GUEST: typeof WITH_REGION = { ...WITH_REGION, iomem: [...WITH_REGION.iomem.filter(({ name }) => name !== 'dax0.0'), { depth: 0, start: bytes(4 * GIB), end: bytes(6 * GIB - 1), name: 'Soft Reserved' }] };
const device = fc.constantFrom('dax0.0' as const, 'dax0.1' as const, 'dax0.2' as const);
const place = fc.tuple(fc.nat(17), fc.constantFrom(0, 2, 64), fc.constantFrom(64, 128, 256, 512, 1)).map(([block, at, size]) => {
  const first = 4 * GIB + (128 * block + at) * MIB;
  return `${first.toString(16)}-${(first + size * MIB - 1).toString(16)}`;
});
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.tuple(fc.oneof(fc.nat(17).map((blocks) => blocks * 128 * MIB), fc.constantFrom(130 * MIB, 4096, '', 'x', '0x8000000\n', '18446744073709551616')), device).map(([size, name]) => resize(size, name)),
  fc.tuple(fc.oneof(place, fc.constantFrom('', 'x', '1000', '0-1fffff', '1-2-3', '110000000-10fffffff', '110000000-110000fff', '118000000-10fffffff')), device).map(([range, name]) => map(range, name)),
  fc.constantFrom('1', '1', '0x1\n', '0', '2', '', 'x', '4294967297').map((value) => ofRegion('create', value)),
  fc.constantFrom('dax0.1', 'dax0.2\n', 'dax0.0', 'dax0.7', '').map((value) => ofRegion('delete', value)),
  fc.oneof(device.map(bindTo), device.map(unbindFrom), device.map((name) => ask('unplugged', name)), device.map((name) => ask('online_movable', name))),
  fc.tuple(fc.integer({ min: 32, max: 47 }), fc.constantFrom('online_movable', 'offline')).map(([block, value]) => state(block, value)),
);

it('in any order, bound or not, with memory left behind or not', () => {
  fc.assert(fc.property(fc.array(operation, { maxLength: 40, size: 'max' }), (operations) => {
    const kernel = new ImaginedKernel(GUEST);
    let world = begin(GUEST);
    for (const one of operations) {
      // What kmem makes of a range that came after the bind was read, and is not predicted (docs/explore.md).
      if (one.kind === 'write-dax-mapping' && world.devices.get(one.device)?.bound === true) continue;
      const [outcome] = predict(world, one);
      const { errno, calls } = kernel.perform(one);
      expect([one, errno, calls]).toEqual([one, outcome?.errno, outcome?.calls]);
      world = outcome?.world ?? world;
      expect([one, differences(expectedFacts(world), observedFacts(observe(kernel)))]).toEqual([one, []]);
    }
  }), { numRuns: 100 });
});
