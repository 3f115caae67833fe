import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatToken, parseToken } from '../../archive/explore/token.ts';
import type { Observation } from '../../model/observation.ts';
import type { Operation } from '../../model/operation.ts';
import { predict } from '../../model/predict.ts';
import { begin } from '../../model/start.ts';
import { GIB, MIB } from '../../model/units.ts';
import { explored } from '../../testing/explored.ts';
import { ImaginedKernel } from '../../testing/second-opinion/imagined-kernel.ts';
import { machines } from '../../testing/second-opinion/machines.ts';
import { start } from '../../testing/start.ts';
import { after, bindTo, state, unbindFrom } from '../../testing/worlds.ts';
import { explorer } from './explorer.ts';
import { fitting, struckNowAndThen } from './faults.ts';
import { kindOf } from './pairs.ts';
import { listSource } from './shrink/performable.ts';

const GUEST = start({ faults: true, devices: [{ name: 'dax0.0', start: 4 * GIB, end: 5 * GIB }, { name: 'dax1.0', start: 6 * GIB, end: 6 * GIB + 256 * MIB }] });
const sequence = (seed: number, faults = true) => explorer({ seed, sequence: 0, length: 40, faults }, {});
/** With soft-reserved memory alone, as its driver has it at the start: the attribute off. */
const guests = machines.map((guest): Observation => ({ ...guest, dax: guest.dax.map((device) => ({ ...device, origin: 'hmem', memmapOnMemory: device.memmapOnMemory && '0' })) }));
const performed = (seed: number, faults = true): readonly Operation[] => explored(new ImaginedKernel(GUEST), sequence(seed, faults)).performed;
const isFaulted = (operation: Operation): boolean => operation.kind !== 'together' && operation.fault !== undefined;
const seeds = fc.nat(100_000);

/** Draws the lowest of each, so that it always strikes, and at the first function of the path. */
const FIRST = { below: () => 0 };
/** The last function that is on the path, and its last call. */
const last = () => {
  let draws = 0;
  return { below: (count: number): number => (draws++ === 0 ? 0 : count - 1) };
};

describe('a fault of a random sequence', () => {
  it('is at a function of the operation\'s own path, and at one of the calls that there are', () => {
    const bound = after({ attribute: '1' }, bindTo());
    const online = after(bound, state(32, 'online_movable'));
    const begun = begin(start({ attribute: '1' }));
    const at = (operation: Operation): string => (operation.kind !== 'together' && operation.fault && 'call' in operation.fault.at ? `${operation.fault.in} ${operation.fault.at.call}` : 'none');
    expect(at(struckNowAndThen(FIRST, begun, bindTo()))).toBe('memory_group_register_static 1');
    expect(at(struckNowAndThen(last(), begun, bindTo()))).toBe('create_memory_block_devices 8');
    expect(at(struckNowAndThen(last(), begin(start({ attribute: '0' })), bindTo()))).toBe('create_memory_block_devices 1');
    expect(at(struckNowAndThen(last(), after({ attribute: '1', autoOnline: 'online' }), bindTo()))).toBe('online_pages 8');
    expect(at(struckNowAndThen(FIRST, bound, state(32, 'online_movable')))).toBe('mhp_init_memmap_on_memory 1');
    expect(at(struckNowAndThen(FIRST, online, state(32, 'offline')))).toBe('offline_pages 1');
    expect(at(struckNowAndThen(FIRST, bound, unbindFrom()))).toBe('remove_memory 1');
  });

  it('is none of an operation that fails by itself, that nothing is called for, or that may come to the same without it', () => {
    const bound = after({ attribute: '1' }, bindTo());
    const kernel = after(bound, state(32, 'online_kernel'));
    for (const [world, operation] of [
      [bound, bindTo()], [bound, state(32, 'offline')], [bound, state(32, 'garbage')], [after(bound, state(32, 'online_movable')), unbindFrom()],
      // Nobody could tell it from a page that cannot be moved.
      [kernel, state(32, 'offline')],
      [bound, { kind: 'write-attribute', device: 'dax0.0', value: '1' } as const],
    ] as const) expect(isFaulted(struckNowAndThen(FIRST, world, operation))).toBe(false);
  });

  it('is left out where the kernel does not come to it any more, and kept where it does', () => {
    const bound = after({ attribute: '1' }, bindTo());
    const third: Operation = { kind: 'bind', device: 'dax0.0', fault: { in: 'arch_add_memory', at: { call: 3 }, does: { kind: 'fail', errno: 'ENOMEM' } } };
    const mutant: Operation = { ...third, fault: { in: 'arch_add_memory', at: { call: 30 }, does: { kind: 'skip' } } };
    expect(fitting(begin(start({ attribute: '1' })), third)).toEqual(third);
    expect(fitting(begin(start({ attribute: '0' })), third)).toEqual(bindTo());
    expect(fitting(bound, third)).toEqual(bindTo());
    expect(fitting(bound, mutant)).toEqual(mutant);
  });
});

describe('a sequence with faults', () => {
  it('is the same of the same seed, and another than without', () => {
    fc.assert(fc.property(seeds, (seed) => {
      expect(performed(seed)).toEqual(performed(seed));
      expect(performed(seed, false).some(isFaulted)).toBe(false);
    }), { numRuns: 5 });
  });

  it('has a few, each of which fires, at every step of the path', () => {
    const all = Array.from({ length: 40 }, (_, seed) => performed(seed)).flat();
    const share = all.filter(isFaulted).length / all.length;
    expect(share).toBeGreaterThan(0.03);
    expect(share).toBeLessThan(0.15);
    expect(new Set(all.flatMap((operation) => (operation.kind !== 'together' && operation.fault ? [operation.fault.in] : [])))).toEqual(new Set([
      'memory_group_register_static', 'add_memory_driver_managed', 'arch_add_memory', '__add_pages', 'create_memory_block_devices', 'mhp_init_memmap_on_memory', 'online_pages', 'offline_pages',
      'start_isolate_page_range', 'remove_memory',
    ]));
  });

  it('has none that does not fire', () => {
    const kernel = new ImaginedKernel(GUEST);
    for (const operation of performed(3)) {
      const { fault } = kernel.perform(operation);
      if (isFaulted(operation)) expect([operation, fault?.fired]).toEqual([operation, true]);
    }
  });

  it('finds nothing in a kernel that does as the contract says, whatever the machine and whatever the kernel does where it may do either', () => {
    fc.assert(fc.property(guests, seeds, fc.boolean(), (guest, seed, refuses) => {
      const { judgement } = explored(new ImaginedKernel(guest), sequence(seed), (errnos) => (refuses ? errnos.at(-1) : errnos[0]) ?? 'OK');
      expect(judgement.findings).toEqual([]);
    }), { numRuns: 60 });
  });

  it('is the same again by its token', () => {
    fc.assert(fc.property(seeds, fc.boolean(), (seed, faults) => {
      const operations = performed(seed, faults);
      const replay = parseToken(formatToken({ machine: 'hmem', kernel: 'debian:6.12', policy: 'default', operations }));
      expect(replay?.operations).toEqual(operations);
      expect(explored(new ImaginedKernel(GUEST), listSource(replay?.operations ?? [])).performed).toEqual(operations);
    }), { numRuns: 8 });
  });

  it('is of another kind than one without, for the corpus', () => {
    const [faulted] = performed(1).filter(isFaulted);
    expect(faulted && kindOf(faulted)).toMatch(/ with \w+ failing$/);
    expect(faulted && predict(begin(GUEST), faulted).length).toBeGreaterThan(0);
  });
});
