import { describe, expect, it } from 'vitest';
import { expectedFacts } from '../observables/all.ts';
import { predict } from '../predict.ts';
import { begin } from '../start.ts';
import { bytes, GIB, MIB } from '../units.ts';
import { start } from '../../testing/start.ts';
import { after, attribute, bindTo, destroy, errnos, make, ofRegion, resize, state, unbindFrom } from '../../testing/worlds.ts';
import type { World } from '../world.ts';
import { makerOf } from './region.ts';

const facts = (world: World, pattern: RegExp): string[] => [...expectedFacts(world)].filter(([name]) => pattern.test(name)).map(([name, value]) => `${name}: ${typeof value === 'object' ? 'open' : value}`).sort();

describe.each(['region', 'namespace'] as const)('a %s', (what) => {
  const first = begin(start({ made: what, attribute: what === 'region' ? '1' : '0' }));

  it('takes its dax device along, and its entry in iomem, and brings them back with the attribute at its default', () => {
    const gone = after(first, attribute(what === 'region' ? '0' : '1'), destroy(what));
    expect(facts(gone, /^dax0\.0\/|iomem\/.*(region0|namespace0\.0)/)).toEqual([]);
    expect(expectedFacts(after(gone, make(what)))).toEqual(expectedFacts(first));
    expect(errnos(gone, bindTo())).toEqual(['ENODEV']);
    expect(errnos(gone, attribute('1'))).toEqual(['ENOENT']);
  });

  it('that is not there cannot be destroyed, nor made a second time', () => {
    expect(errnos(first, make(what))).toEqual(['EBUSY']);
    expect(errnos(after(first, destroy(what)), destroy(what))).toEqual(['ENODEV']);
  });

  it('has kmem remove what is offline, as an unbind does', () => {
    const bound = after(first, bindTo());
    const [destroyed] = predict(bound, destroy(what));
    expect(destroyed?.calls).toEqual(predict(bound, unbindFrom())[0]?.calls);
    expect(destroyed?.world.blocks.size).toBe(0);
    expect(expectedFacts(after(bound, destroy(what), make(what)))).toEqual(expectedFacts(after(bound, unbindFrom())));
  });

  it('leaves behind what is online, which can go offline and nowhere else', () => {
    const left = after(first, bindTo(), state(33, 'online_movable'), destroy(what));
    expect(left.blocks.size).toBe(8);
    expect(facts(left, /kmem/)).toEqual([`iomem/100000000-13fffffff System RAM (kmem): 2`]);
    expect(after(left, state(33, 'offline')).blocks.size).toBe(8);
    // The window has no room any more; a namespace needs none.
    expect(errnos(left, make(what))).toEqual([what === 'region' ? 'ERANGE' : 'OK']);
    if (what === 'namespace') expect(errnos(after(left, make(what)), bindTo())).toEqual(['EBUSY']);
  });
});

describe('a CXL region with several dax devices', () => {
  const first = begin(start({ made: 'region', attribute: '1', region: GIB }));
  const shared = after(first, resize(512 * MIB), ofRegion('create'), resize(256 * MIB, 'dax0.1'), ofRegion('create'));

  it('takes all of them along, the youngest first, and comes back with one that has all of the memory', () => {
    const bound = after(shared, bindTo('dax0.0'), bindTo('dax0.1'));
    const [destroyed] = predict(bound, destroy('region'));
    expect(destroyed?.calls).toEqual([...predict(bound, unbindFrom('dax0.1'))[0]?.calls ?? [], ...predict(bound, unbindFrom('dax0.0'))[0]?.calls ?? []]);
    expect([destroyed?.world.devices.size, destroyed?.world.blocks.size]).toEqual([0, 0]);
    expect(facts(after(bound, destroy('region'), make('region')), /^dax/)).toEqual(facts(first, /^dax/));
    const unplugged = predict(bound, { kind: 'unplug-cxl', device: 'dax0.0' })[0];
    expect([unplugged?.calls, unplugged?.world.devices.size]).toEqual([destroyed?.calls, 0]);
  });

  it('has no room in its window as long as memory of any of them stays', () => {
    const left = after(shared, bindTo('dax0.1'), state(36, 'online_movable'), destroy('region'));
    expect(left.devices.size).toBe(0);
    expect(errnos(left, make('region'))).toEqual(['ERANGE']);
  });
});

it('is told of a device that is the only one of its kind: of several, place and name are a matter of the order', () => {
  const two = [{ name: 'dax0.0' as const, start: 4 * GIB, end: 5 * GIB }, { name: 'dax1.0' as const, start: 5 * GIB, end: 6 * GIB }];
  expect(makerOf(begin(start({ made: 'region' })), 'dax0.0')).toBe('region');
  expect(makerOf(begin(start({ made: 'region', devices: two })), 'dax0.0')).toBeUndefined();
  expect(makerOf(begin(start()), 'dax0.0')).toBeUndefined();
  expect(errnos(begin(start()), destroy('region'))).toEqual(['ENODEV']);
});

describe('a CXL expander', () => {
  const [out, back] = [{ kind: 'unplug-cxl', device: 'dax0.0' } as const, { kind: 'plug-cxl', device: 'dax0.0' } as const];
  const first = begin(start({ made: 'region', attribute: '1' }));

  it('takes the dax device along and leaves the region, which is in the way until it is destroyed', () => {
    const gone = after(first, bindTo(), out);
    expect([gone.devices.size, gone.blocks.size]).toEqual([0, 0]);
    expect(facts(gone, /iomem\/.*region0/)).toHaveLength(1);
    expect(errnos(gone, make('region'))).toEqual(['ENODEV']);
    expect(errnos(after(gone, back), make('region'))).toEqual(['ERANGE']);
    expect(expectedFacts(after(gone, back, destroy('region'), make('region')))).toEqual(expectedFacts(after(first, bindTo(), unbindFrom())));
  });

  it('is out or in, and knows nothing of a region that it never had', () => {
    expect(errnos(first, back)).toEqual(['EEXIST']);
    expect(errnos(after(first, out), out)).toEqual(['ENODEV']);
    expect(errnos(after(first, destroy('region'), out), destroy('region'))).toEqual(['ENODEV']);
    expect(errnos(begin(start({ made: 'namespace' })), out)).toEqual(['ENODEV']);
  });

  it('that is out shows no registers, whatever they were', () => {
    const pci = ['PCI Bus 0000:0d', '0000:0d:00.0'].map((name, depth) => ({ depth, start: bytes(0xfe400000), end: bytes(0xfe40ffff), name }));
    const observation = start({ made: 'region', attribute: '1' });
    const world = begin({ ...observation, iomem: [...pci, ...observation.iomem] });
    const fact = 'iomem/fe400000-fe40ffff 0000:0d:00.0';
    expect(expectedFacts(world).get(fact)).toBe(1);
    expect(expectedFacts(after(world, out)).get(fact)).toMatchObject({ mayBeAbsent: true });
    expect(expectedFacts(after(world, out)).get('iomem/100000000-13fffffff region0')).toBe(1);
    expect(expectedFacts(after(world, out, back)).get(fact)).toBe(1);
  });
});
