import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withFaults } from '../testing/faults.ts';
import { operations } from '../testing/operations.ts';
import { start, type ImaginedGuest } from '../testing/start.ts';
import { inject, RELEASE } from '../testing/worlds.ts';
import { expectedFacts } from './observables/all.ts';
import type { Operation } from './operation.ts';
import { predict } from './predict.ts';
import { begin } from './start.ts';
import { GIB } from './units.ts';
import type { World } from './world.ts';

const TWO: ImaginedGuest = {
  devices: [{ name: 'dax0.0', start: 4 * GIB, end: 5 * GIB }, { name: 'dax1.0', start: 5.5 * GIB, end: 6 * GIB, node: 2 }],
};
const BLOCKS = [...Array.from({ length: 8 }, (_, index) => 32 + index), 44, 45, 46, 47, 99];
const sequence = fc.array(operations(BLOCKS), { maxLength: 40 });
const guest = fc.record({
  attribute: fc.constantFrom('0', '1'), parameter: fc.constantFrom('Y', 'N', 'force'),
  autoOnline: fc.constantFrom('offline', 'online', 'online_kernel', 'online_movable'),
}).map((options): ImaginedGuest => ({ ...TWO, ...options }));

/** The worlds passed through, taking the branch that `choose` picks. */
function walk(world: World, list: readonly Operation[], choose: (branches: number) => number = () => 0): World[] {
  const worlds = [world];
  for (const operation of list) {
    const outcomes = predict(worlds.at(-1) ?? world, operation);
    worlds.push(outcomes[choose(outcomes.length)]?.world ?? world);
  }
  return worlds;
}

/** But for the length of /proc/kpageflags, which never gets less (I26). */
const lasting = (world: World) => Object.fromEntries([...expectedFacts(world)].filter(([name]) => name !== 'kpageflags_pages'));

const fact = (world: World, name: string) => expectedFacts(world).get(name);

describe('any operation in any world', () => {
  it('has an outcome, and the errno alone tells its outcomes apart', () => {
    fc.assert(fc.property(guest, sequence, operations(BLOCKS), (options, list, last) => {
      const world = walk(begin(start(options)), list).at(-1);
      const errnos = predict(world ?? begin(start()), last).map(({ errno }) => errno);
      expect(errnos.length).toBeGreaterThan(0);
      expect(new Set(errnos).size).toBe(errnos.length);
    }));
  });

  it('leaves the world as it was when it fails', () => {
    fc.assert(fc.property(guest, sequence, operations(BLOCKS), (options, list, last) => {
      const world = walk(begin(start(options)), list).at(-1) ?? begin(start());
      for (const outcome of predict(world, last)) if (outcome.errno !== 'OK') expect(outcome.world).toBe(world);
    }));
  });
});

describe('any operation where faults are injected', () => {
  const broken = guest.map((options) => ({ ...options, faults: true }));
  const faults = fc.array(withFaults(BLOCKS), { maxLength: 40 });
  const reached = (options: ImaginedGuest, list: readonly Operation[], branch = 0): World => walk(begin(start(options)), list, (branches) => branch % branches).at(-1) ?? begin(start());

  it('has outcomes that the errno tells apart, and fails without a trace but for a page that is poisoned all the same', () => {
    fc.assert(fc.property(broken, faults, withFaults(BLOCKS), (options, list, last) => {
      const world = reached(options, list);
      const outcomes = predict(world, last);
      expect(new Set(outcomes.map(({ errno }) => errno)).size).toBe(Math.max(1, outcomes.length));
      for (const outcome of outcomes) if (outcome.errno !== 'OK' && !(last.kind === 'poison-page' && outcome.errno === 'EBUSY')) expect(outcome.world).toBe(world);
    }));
  });

  it('leaves a fresh zone with free blocks that add up to its free pages', () => {
    fc.assert(fc.property(broken, faults, (options, list) => {
      const facts = expectedFacts(reached(options, list));
      for (const [name, value] of facts) {
        if (!/^node\d\/Movable\/buddy$/.test(name) || typeof value !== 'string') continue;
        expect(value.split(' ').reduce((sum, count, order) => sum + Number(count) * 2 ** order, 0)).toBe(facts.get(name.replace('buddy', 'free')));
      }
    }));
  });

  it('is forgotten once everything is offline, unbound, and injected no more', () => {
    fc.assert(fc.property(broken, faults, fc.nat(1), (options, list, branch) => {
      const kept = list.filter(({ kind }) => kind !== 'unbind' && kind !== 'write-attribute');
      const calm = walk(reached(options, kept, branch), [inject('MEM_GOING_ONLINE', 'OK'), inject('MEM_GOING_OFFLINE', 'OK')]).at(-1) ?? begin(start());
      const down: Operation[] = [...calm.blocks.keys()].map((block) => ({ kind: 'write-state', block, value: 'offline' }));
      const end = walk(calm, [RELEASE, ...down, { kind: 'unbind', device: 'dax0.0' }, { kind: 'unbind', device: 'dax1.0' }]).at(-1) ?? calm;
      expect(lasting(end)).toEqual(lasting(begin(start(options))));
    }));
  });
});

describe('memory as a whole', () => {
  it('is back at the start once everything is offline and unbound', () => {
    fc.assert(fc.property(guest, sequence, (options, list) => {
      // A block that is unbound while online stays; so it is taken offline first, and the operations never unbind.
      const world = walk(begin(start(options)), list.filter(({ kind }) => kind !== 'unbind' && kind !== 'write-attribute')).at(-1) ?? begin(start());
      const down: Operation[] = [...world.blocks.keys()].map((block) => ({ kind: 'write-state', block, value: 'offline' }));
      const end = walk(world, [RELEASE, ...down, { kind: 'unbind', device: 'dax0.0' }, { kind: 'unbind', device: 'dax1.0' }]).at(-1) ?? world;
      expect(lasting(end)).toEqual(lasting(begin(start(options))));
    }));
  });

  it('counts present minus managed as V for every online block with its memmap on it (I2)', () => {
    fc.assert(fc.property(guest, sequence, (options, list) => {
      for (const world of walk(begin(start(options)), list)) {
        const facts = expectedFacts(world);
        let hidden = 0;
        for (const [name, value] of facts) {
          if (/^node[12]\/.*\/present$/.test(name)) hidden += Number(value);
          if (/^node[12]\/.*\/managed$/.test(name)) hidden -= Number(value);
        }
        const online = [...world.blocks.values()].filter(({ zone }) => zone !== undefined);
        expect(hidden).toBe(online.reduce((sum, { vmemmap }) => sum + vmemmap, 0));
      }
    }), { numRuns: 30 });
  });

  it('spans at least what it has present (I4), and nr_memmap_pages does not know on from off (I6)', () => {
    fc.assert(fc.property(guest, sequence, (options, list) => {
      for (const world of walk(begin(start(options)), list)) {
        const facts = expectedFacts(world);
        for (const [name, value] of facts) {
          if (name.endsWith('/present')) expect(Number(facts.get(name.replace('present', 'spanned')))).toBeGreaterThanOrEqual(Number(value));
        }
        expect(facts.get('nr_memmap_pages')).toBe(world.blocks.size * 512);
      }
    }), { numRuns: 30 });
  });

  it('does not depend on the order in which blocks go online_movable (I28)', () => {
    fc.assert(fc.property(fc.shuffledSubarray([32, 33, 34, 35, 36, 37, 38, 39], { minLength: 1 }), fc.constantFrom('0', '1'), (order, attribute) => {
      const bound = walk(begin(start({ attribute })), [{ kind: 'bind', device: 'dax0.0' }]).at(-1) ?? begin(start());
      const up = (blocks: number[]): Operation[] => blocks.map((block) => ({ kind: 'write-state', block: block as never, value: 'online_movable' }));
      const one = walk(bound, up(order)).at(-1);
      const other = walk(bound, up([...order].sort((a, b) => a - b))).at(-1);
      expect(Object.fromEntries(expectedFacts(one ?? bound))).toEqual(Object.fromEntries(expectedFacts(other ?? bound)));
    }));
  });
});

describe('one GiB with 128 MiB blocks', () => {
  const online = (attribute: string, parameter = 'Y'): World => walk(begin(start({ attribute, parameter })), [
    { kind: 'bind', device: 'dax0.0' },
    ...[32, 33, 34, 35, 36, 37, 38, 39].map((block): Operation => ({ kind: 'write-state', block: block as never, value: 'online_movable' })),
  ]).at(-1) ?? begin(start());

  it('shows 1032192 kB with the memmap on it and 1048576 kB without', () => {
    expect(fact(online('1'), 'node1/MemTotal')).toBe(1_032_192);
    expect(fact(online('0'), 'node1/MemTotal')).toBe(1_048_576);
  });

  it('acts as off when the parameter is off, whatever the attribute asks (I18)', () => {
    expect(fact(online('1', 'N'), 'node1/MemTotal')).toBe(1_048_576);
  });

  it('is mapped by one 1 GiB page when added whole, and by none when added in chunks (I8)', () => {
    expect(fact(online('0'), 'DirectMap1G')).toBe(2 * 1_048_576);
    expect(fact(online('1'), 'DirectMap1G')).toBe(1_048_576);
    expect(fact(online('1'), 'DirectMap')).toBe(fact(online('0'), 'DirectMap'));
  });
});
