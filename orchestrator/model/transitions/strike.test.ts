import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { start, type ImaginedGuest } from '../../testing/start.ts';
import { after, attribute, bindTo, state, unbindFrom } from '../../testing/worlds.ts';
import type { Call } from '../calls.ts';
import type { Fault } from '../fault.ts';
import { expectedFacts } from '../observables/all.ts';
import type { Operation } from '../operation.ts';
import type { Outcome } from '../outcome.ts';
import { predict } from '../predict.ts';
import { begin } from '../start.ts';
import { GIB, MIB } from '../units.ts';
import type { World } from '../world.ts';
import { FALLIBLE_FUNCTIONS } from './strike.ts';

const fails = (fn: string, call = 1, errno: Extract<Fault['does'], { kind: 'fail' }>['errno'] = 'ENOMEM'): Fault => ({ in: fn, at: { call }, does: { kind: 'fail', errno } });
const under = (operation: Operation, fault: Fault): Operation => ({ ...operation, fault } as Operation);
const only = (world: World, operation: Operation): Outcome => {
  const [outcome, ...others] = predict(world, operation);
  expect(others).toEqual([]);
  return outcome ?? expect.fail('no outcome');
};
const inShort = (calls: readonly Call[]): string[] => calls.map((call) => ('start' in call ? `${call.fn} ${(call.start - 4 * GIB) / (128 * MIB)}${'altmap' in call && call.altmap ? ' altmap' : ''}` : 'block' in call ? `${call.fn} ${(call.block ?? NaN) - 32}` : call.fn));
/** But for the length of /proc/kpageflags, which never gets less (I26). */
const lasting = (world: World) => Object.fromEntries([...expectedFacts(world)].filter(([name]) => name !== 'kpageflags_pages'));

const ON: ImaginedGuest = { attribute: '1' };
const OFF: ImaginedGuest = { attribute: '0' };

describe('an add whose third chunk fails', () => {
  it('takes back the chunk that it cannot make devices for with its altmap, then the earlier ones (SEMANTICS 3.3)', () => {
    const { errno, calls, passing } = only(begin(start(ON)), under(bindTo(), fails('create_memory_block_devices', 3)));
    expect(errno).toBe('ENOMEM');
    expect(inShort(calls)).toEqual([
      'add_memory_driver_managed 0', 'arch_add_memory 0 altmap', 'create_memory_block_devices 0 altmap', 'arch_add_memory 1 altmap', 'create_memory_block_devices 1 altmap',
      'arch_add_memory 2 altmap', 'create_memory_block_devices 2 altmap', 'arch_remove_memory 2 altmap',
      'remove_memory_block_devices 0', 'memory_block_release 0', 'arch_remove_memory 0 altmap', 'remove_memory_block_devices 1', 'memory_block_release 1', 'arch_remove_memory 1 altmap',
    ]);
    expect(passing).toEqual([32, 33]);
  });

  it('has nothing of the chunk to take back that it cannot map', () => {
    expect(inShort(only(begin(start(ON)), under(bindTo(), fails('arch_add_memory', 3, 'EEXIST'))).calls).slice(-7)).toEqual([
      'arch_add_memory 2 altmap', 'remove_memory_block_devices 0', 'memory_block_release 0', 'arch_remove_memory 0 altmap', 'remove_memory_block_devices 1', 'memory_block_release 1', 'arch_remove_memory 1 altmap',
    ]);
  });

  it('does not come to a third chunk where all is added at once', () => {
    expect(only(begin(start(OFF)), under(bindTo(), fails('create_memory_block_devices', 3))).errno).toBe('OK');
    expect(inShort(only(begin(start(OFF)), under(bindTo(), fails('create_memory_block_devices'))).calls).slice(-2)).toEqual(['create_memory_block_devices 0', 'arch_remove_memory 0']);
  });

  it('may be found by its start as well as by its number', () => {
    const third: Fault = { ...fails('create_memory_block_devices'), at: { argument: 1, is: 4 * GIB + 256 * MIB } };
    expect(only(begin(start(ON)), under(bindTo(), third))).toEqual(only(begin(start(ON)), under(bindTo(), fails('create_memory_block_devices', 3))));
  });

  it('raises the end of memory as far as it was mapped', () => {
    const end = (fault: Fault): number => (only(begin(start(ON)), under(bindTo(), fault)).world.highest * 4096 - 4 * GIB) / (128 * MIB);
    expect(end(fails('create_memory_block_devices', 3))).toBe(3);
    expect(end(fails('arch_add_memory', 3))).toBe(2);
    expect(end(fails('__add_pages', 3))).toBe(3);
  });
});

describe('a block', () => {
  const bound = after(ON, bindTo());
  const fns = (operation: Operation, world = bound): string[] => only(world, operation).calls.map(({ fn }) => fn);

  it('that does not go online is as it was, its memmap taken out of use', () => {
    expect(fns(under(state(32, 'online_movable'), fails('online_pages', 1, 'EIO')))).toEqual(['mhp_init_memmap_on_memory', 'online_pages', 'mhp_deinit_memmap_on_memory']);
    expect(fns(under(state(32, 'online_movable'), fails('mhp_init_memmap_on_memory')))).toEqual(['mhp_init_memmap_on_memory']);
    expect(only(bound, under(state(32, 'online_movable'), fails('online_pages', 1, 'EIO')))).toMatchObject({ errno: 'EIO', world: bound });
  });

  it('of any zone that does not go offline is as it was', () => {
    const online = after(bound, state(32, 'online_kernel'));
    expect(only(online, under(state(32, 'offline'), fails('offline_pages', 1, 'EINTR')))).toMatchObject({ errno: 'EINTR', world: online, calls: [{ fn: 'offline_pages' }] });
  });

  it('that does not go online by itself ends the walk, and nobody is told', () => {
    const world = begin(start({ ...ON, autoOnline: 'online_movable' }));
    const { errno, world: left } = only(world, under(bindTo(), fails('online_pages', 3)));
    expect([errno, ...[...left.blocks.values()].map(({ zone }) => zone)]).toEqual(['OK', 'Movable', 'Movable', ...Array<undefined>(6).fill(undefined)]);
  });
});

it('keeps a range that is not removed', () => {
  const bound = after(ON, bindTo());
  expect(only(bound, under(unbindFrom(), fails('remove_memory', 1, 'EBUSY')))).toMatchObject({ errno: 'OK', calls: [], world: { added: bound.added, blocks: bound.blocks } });
});

it('registers no group', () => {
  expect(only(begin(start(ON)), under(bindTo(), fails('memory_group_register_static')))).toMatchObject({ errno: 'ENOMEM', calls: [] });
});

const operation = fc.constantFrom<Operation>(bindTo(), unbindFrom(), state(32, 'online_movable'), state(33, 'online_kernel'), state(32, 'offline'));
const guest = fc.record({ attribute: fc.constantFrom('0', '1'), autoOnline: fc.constantFrom('offline', 'online_movable') });
const fault = fc.record({ fn: fc.constantFrom(...FALLIBLE_FUNCTIONS), call: fc.integer({ min: 1, max: 10 }), errno: fc.constantFrom('ENOMEM', 'EIO', 'ERANGE') }).map(({ fn, call, errno }) => fails(fn, call, errno));

describe('any operation with any function of the path failing', () => {
  it('leaves what it found wherever it fails, and what was mapped is unmapped with the altmap that it was mapped with', () => {
    fc.assert(fc.property(guest, fc.boolean(), operation, fault, (options, isBound, chosen, struck) => {
      const world = isBound ? after(options, bindTo()) : begin(start(options));
      for (const outcome of predict(world, under(chosen, struck))) {
        if (outcome.errno === 'OK') continue;
        expect(lasting(outcome.world)).toEqual(lasting(world));
        const mapped = new Map<number, unknown>();
        outcome.calls.forEach((call, place) => {
          const next = outcome.calls[place + 1];
          if (call.fn === 'arch_add_memory' && next?.fn === 'create_memory_block_devices') mapped.set(call.start, call.altmap);
          if (call.fn !== 'arch_remove_memory') return;
          expect(mapped.get(call.start)).toEqual(call.altmap);
          mapped.delete(call.start);
        });
        expect([...mapped]).toEqual([]);
      }
    }));
  });

  it('is done as without where it does not come to that call, or where the fault is no error path', () => {
    fc.assert(fc.property(guest, operation, fault, (options, chosen, struck) => {
      const world = after(options, bindTo());
      const plain = predict(world, chosen);
      expect(predict(world, under(chosen, { ...struck, at: { call: 1000 } }))).toEqual(plain);
      expect(predict(world, under(chosen, { ...struck, does: { kind: 'skip' } }))).toEqual(plain);
      expect(predict(world, under(chosen, { ...struck, does: { kind: 'fail', errno: 'EIO', after: true } }))).toEqual(plain);
      expect(predict(world, under(attribute('0'), struck))).toEqual(predict(world, attribute('0')));
    }));
  });
});
