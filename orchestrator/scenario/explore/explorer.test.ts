import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../model/operation.ts';
import { predict } from '../../model/predict.ts';
import { begin } from '../../model/start.ts';
import { bytes, GIB, nodeId } from '../../model/units.ts';
import type { World } from '../../model/world.ts';
import { machines } from '../../testing/second-opinion/machines.ts';
import { start, type ImaginedGuest } from '../../testing/start.ts';
import type { Dimm } from '../expand.ts';
import type { Source } from '../source.ts';
import { explorer } from './explorer.ts';
import { changes } from './moves.ts';
import { kindOf } from './pairs.ts';

interface Done {
  readonly operation: Operation;
  readonly before: World;
}

/** @param branch of the outcomes where several are open */
function drive(next: Source, from: World, branch: (count: number) => number = () => 0): { readonly done: readonly Done[]; readonly world: World } {
  const done: Done[] = [];
  let world = from;
  for (let operation = next(world); operation; operation = next(world)) {
    done.push({ operation, before: world });
    const outcomes = predict(world, operation);
    world = (outcomes[branch(outcomes.length)] ?? outcomes[0])?.world ?? world;
  }
  return { done, world };
}

const FAULTY = begin(start({ faults: true, devices: [{ name: 'dax0.0', start: 4 * GIB, end: 5 * GIB }, { name: 'dax1.0', start: 6 * GIB, end: 7 * GIB }] }));
const DIMM: Dimm = { name: 'dimm0', start: bytes(9 * GIB), size: bytes(GIB), node: nodeId(1) };
const sequence = (number: number, length = 60) => explorer({ seed: 7, sequence: number, length }, { dimms: [DIMM] });
const operations = ({ done }: { readonly done: readonly Done[] }): readonly Operation[] => done.map(({ operation }) => operation);

describe('the explorer', () => {
  it('makes the same sequence of the same seed, and others of others', () => {
    const one = operations(drive(sequence(0), FAULTY));
    expect(operations(drive(sequence(0), FAULTY))).toEqual(one);
    expect(operations(drive(sequence(1), FAULTY))).not.toEqual(one);
    expect(operations(drive(explorer({ seed: 8, sequence: 0, length: 60 }, { dimms: [DIMM] }), FAULTY))).not.toEqual(one);
  });

  it('goes on from the branch that the kernel took', () => {
    const last = (count: number): number => count - 1;
    const refused = drive(sequence(0), FAULTY, last);
    expect(operations(refused)).not.toEqual(operations(drive(sequence(0), FAULTY)));
    expect(operations(drive(sequence(0), FAULTY, last))).toEqual(operations(refused));
  });

  it('tries every kind of operation, few of them in vain, and one in twelve or so to be refused', () => {
    const done = Array.from({ length: 60 }, (_, number) => drive(sequence(number), FAULTY).done.slice(0, 60)).flat();
    expect([...new Set(done.map(({ operation }) => kindOf(operation)))].sort()).toEqual([
      'bind', 'fill', 'inject-notifier MEM_GOING_OFFLINE OK', 'inject-notifier MEM_GOING_OFFLINE error', 'inject-notifier MEM_GOING_ONLINE OK', 'inject-notifier MEM_GOING_ONLINE error',
      'pin long-term', 'pin pipe', 'plug-dimm', 'poison-page', 'release', 'unbind', 'unplug-dimm', 'write-attribute false', 'write-attribute garbage', 'write-attribute true', 'write-dax-size',
      'write-id device_dax new_id', 'write-id device_dax remove_id', 'write-id kmem new_id', 'write-id kmem remove_id', 'write-policy auto_movable_numa_aware', 'write-policy auto_movable_ratio', 'write-policy auto_online_blocks garbage', 'write-policy auto_online_blocks offline',
      'write-policy auto_online_blocks online', 'write-policy auto_online_blocks online_kernel', 'write-policy auto_online_blocks online_movable', 'write-policy online_policy',
      'write-state garbage', 'write-state offline', 'write-state online', 'write-state online_kernel', 'write-state online_movable',
    ]);
    const useful = done.filter(({ operation, before }) => changes(before, operation)).length / done.length;
    expect(useful).toBeGreaterThan(0.75);
    expect(useful).toBeLessThan(0.95);
    expect(done.every(({ operation, before }) => predict(before, operation).every(({ errno }) => errno !== 'ENOENT'))).toBe(true);
  });

  it('has several writers make one operation each at once, now and then, and never what QEMU or a fault is', () => {
    const done = Array.from({ length: 20 }, (_, number) => drive(explorer({ seed: 7, sequence: number, length: 40, writers: 2 }, { dimms: [DIMM] }), FAULTY).done).flat();
    const at = done.flatMap(({ operation }) => (operation.kind === 'together' ? [operation.operations] : []));
    expect(at.length / done.length).toBeGreaterThan(0.1);
    expect(at.every(({ length }) => length === 2)).toBe(true);
    expect(new Set(at.flat().map(({ kind }) => kind))).toEqual(new Set(['bind', 'unbind', 'write-state', 'write-attribute', 'write-policy']));
    expect(at.some(([one, other]) => one && other && 'block' in one && 'block' in other && one.block === other.block)).toBe(true);
  });

  it.each(['region', 'namespace'] as const)('makes and destroys a %s, and has one in the end; a region goes only where no memory stays', (what) => {
    const made = begin(start({ made: what, faults: true }));
    const all = Array.from({ length: 40 }, (_, number) => drive(explorer({ seed: 7, sequence: number, length: 60 }, {}), made));
    const done = all.flatMap((one) => one.done);
    const errnos = (kind: 'make' | 'destroy') => new Set(done.flatMap(({ operation, before }) => (operation.kind === kind ? predict(before, operation).map(({ errno }) => errno) : [])));
    expect(errnos('make')).toEqual(new Set(['OK', 'EBUSY']));
    expect(errnos('destroy')).toContain('OK');
    const stayed = done.filter(({ operation, before }) => operation.kind === 'destroy' && predict(before, operation).some(({ errno, world }) => errno === 'OK' && world.blocks.size > 0));
    expect(stayed.length > 0).toBe(what === 'namespace');
    for (const { world } of all) expect(world.devices.size).toBe(1);
  });

  it('gives the memory of a CXL region to several devices, and has one that has all in the end; of a namespace it is tried and refused', () => {
    const drawn = (guest: ImaginedGuest) => Array.from({ length: 30 }, (_, number) => drive(explorer({ seed: 7, sequence: number, length: 60 }, {}), begin(start({ faults: true, ...guest }))));
    const all = drawn({ made: 'region', region: GIB });
    const done = (kind: Operation['kind'], of = all): Set<string> => new Set(of.flatMap((one) => one.done).flatMap(({ operation, before }) => (operation.kind === kind ? predict(before, operation).map(({ errno }) => errno) : [])));
    for (const kind of ['write-dax-size', 'write-dax-mapping', 'write-dax-region'] as const) expect(done(kind)).toContain('OK');
    expect(done('destroy')).toContain('OK');
    for (const { world } of all) expect([...world.devices.keys()]).toEqual(['dax0.0']);
    const fixed = drawn({ made: 'namespace' });
    expect([done('write-dax-size', fixed), done('write-dax-mapping', fixed), done('write-dax-region', fixed)]).toEqual([new Set(['EACCES']), new Set(), new Set()]);
  });

  it('takes out CXL expanders that can be, and has all of them in in the end', () => {
    const made = begin(start({ made: 'region', faults: true }));
    const all = Array.from({ length: 60 }, (_, number) => drive(explorer({ seed: 7, sequence: number, length: 60 }, { expanders: ['dax0.0'] }), made));
    const kinds = new Set(all.flatMap(({ done }) => done.map(({ operation }) => operation.kind)));
    expect([kinds.has('unplug-cxl'), kinds.has('plug-cxl')]).toEqual([true, true]);
    for (const { world } of all) expect([world.takenOut.size, world.leftRegions.size, world.devices.size]).toEqual([0, 0, 1]);
  });

  it('leaves nothing behind that can be removed, whatever the machine and whatever comes of it', () => {
    fc.assert(fc.property(machines, fc.nat(), fc.nat(1), (observation, seed, branch) => {
      const { world } = drive(explorer({ seed, sequence: 0, length: 30 }, {}), begin(observation), (count) => Math.min(branch, count - 1));
      expect([...world.injected.values()].filter((errno) => errno !== 'OK')).toEqual([]);
      expect([...world.devices.values()].filter(({ bound }) => bound)).toEqual([]);
      expect(world.held.pages).toBe(0);
      expect(world.policies).toEqual(begin(observation).policies);
      if (branch === 0) expect([...world.blocks.values()].filter(({ zone }) => zone !== undefined)).toEqual([]);
    }), { numRuns: 150 });
  });
});
