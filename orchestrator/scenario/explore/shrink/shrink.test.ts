/** Errors planted into the imagined kernel are found by the explorer and shrunk to what makes them, without a guest. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ErrnoName, Operation } from '../../../model/operation.ts';
import type { Observation } from '../../../model/observation.ts';
import { begin } from '../../../model/start.ts';
import { GIB, MIB } from '../../../model/units.ts';
import { explored } from '../../../testing/explored.ts';
import { ImaginedKernel } from '../../../testing/second-opinion/imagined-kernel.ts';
import { isKernelZone } from '../../../testing/second-opinion/node.ts';
import type { Choose, MemoryBlock } from '../../../testing/second-opinion/memory-blocks.ts';
import type { Zone } from '../../../testing/second-opinion/zone.ts';
import { start } from '../../../testing/start.ts';
import { after, attribute, bindTo, inject, nameTo, poison, state, unbindFrom } from '../../../testing/worlds.ts';
import { explorer } from '../explorer.ts';
import { listSource } from './performable.ts';
import { shrink, type Search } from './shrink.ts';

type Kernel = new (start: Observation) => ImaginedKernel;

const GUEST = start({ faults: true, devices: [{ name: 'dax0.0', start: 4 * GIB, end: 5 * GIB }, { name: 'dax1.0', start: 6 * GIB, end: 7 * GIB }] });

/** Nobody can have a block that holds its own memmap in a kernel zone. */
class NoMemmapInKernelZones extends ImaginedKernel {
  override stateStore(id: number, value: string, choose: Choose): ErrnoName {
    const block = this.blocks.get(id);
    // Only where it would succeed: instead of another errno it is another finding.
    const succeeds = block && !block.zone && block.poisoned.size === 0 && this.notify('MEM_GOING_ONLINE') === 'OK';
    return succeeds && block.altmap && value === 'online_kernel' ? 'ERANGE' : super.stateStore(id, value, choose);
  }
}

/** A second block that goes offline while another of its device is in a kernel zone stays there. */
class HoldsOn extends ImaginedKernel {
  override memoryBlockOffline(block: MemoryBlock, zone: Zone, isolated: boolean): ErrnoName {
    const held = [...this.blocks.values()].some((other) => other !== block && other.group === block.group && other.zone && isKernelZone(other.zone));
    // Nor where a page of it is pinned: that is another errno to begin with, and so another finding, of five operations.
    return !isKernelZone(zone) && held && this.process.pinned.size === 0 ? 'EIO' : super.memoryBlockOffline(block, zone, isolated);
  }
}

interface Found {
  readonly fingerprint: string;
  readonly performed: readonly Operation[];
}

function find(kernel: Kernel, seed: number): Found {
  for (let sequence = 0; sequence < 100; sequence++) {
    const { judgement: { findings: [finding] }, performed } = explored(new kernel(GUEST), explorer({ seed, sequence, length: 60 }, {}));
    if (finding) return { fingerprint: finding.fingerprint, performed };
  }
  throw new Error('nothing was found');
}

const shows = (kernel: Kernel, fingerprint: string) => (operations: readonly Operation[]): boolean =>
  explored(new kernel(GUEST), listSource(operations)).judgement.findings.some((finding) => finding.fingerprint === fingerprint);

function ended(search: Search, judge: (operations: readonly Operation[]) => boolean): { readonly smallest: readonly Operation[]; readonly tried: number } {
  let tried = 0;
  let step = search.next();
  for (; !step.done; step = search.next(judge(step.value))) tried++;
  return { smallest: step.value, tried };
}

function foundAndShrunk(kernel: Kernel, seed: number): readonly Operation[] {
  const { fingerprint, performed } = find(kernel, seed);
  return ended(shrink(begin(GUEST), performed), shows(kernel, fingerprint)).smallest;
}

describe('a planted error', () => {
  it.each([1, 2, 3, 4, 5])('that needs three operations is found and shrunk to those three, from seed %i', (seed) => {
    expect(foundAndShrunk(NoMemmapInKernelZones, seed)).toEqual([attribute('1'), bindTo(), state(32, 'online_kernel')]);
  });

  it.each([1, 2, 3, 20, 23, 59])('that needs four is, with the lowest blocks, from seed %i', (seed) => {
    const smallest = foundAndShrunk(HoldsOn, seed);
    expect(smallest).toHaveLength(4);
    expect(smallest[0]).toEqual(bindTo());
    expect(new Set(smallest.slice(1).map((operation) => 'block' in operation && operation.block))).toEqual(new Set([32, 33]));
  });
});

describe('shrinking', () => {
  const BEGUN = after({ faults: true, devices: [{ name: 'dax0.0', start: 4 * GIB, end: 4 * GIB + 512 * MIB }, { name: 'dax1.0', start: 6 * GIB, end: 7 * GIB }] });
  const always = (kinds: readonly string[]) => (operations: readonly Operation[]): boolean => kinds.every((kind) => operations.some((operation) => operation.kind === kind));

  it('prefers online_movable, attribute 1, low blocks and pages, and the first device', () => {
    const long = [attribute('0', 'dax1.0'), bindTo('dax0.0'), bindTo('dax1.0'), inject('MEM_GOING_OFFLINE', 'EBUSY'), state(50, 'online_kernel'), poison(50, 700), unbindFrom('dax1.0')];
    expect(ended(shrink(BEGUN, long), always(['write-attribute', 'bind', 'write-state', 'poison-page', 'inject-notifier'])).smallest)
      .toEqual([attribute('1'), bindTo(), inject('MEM_GOING_OFFLINE', 'EIO'), state(32, 'online_movable'), poison(32, 0)]);
  });

  it('tries one after the other what two writers did at once', () => {
    const long: Operation[] = [bindTo(), { kind: 'together', operations: [{ kind: 'write-attribute', device: 'dax0.0', value: '0' }, { kind: 'bind', device: 'dax1.0' }] }];
    const kinds = (operations: readonly Operation[]): string[] => operations.flatMap((operation) => (operation.kind === 'together' ? operation.operations : [operation])).map(({ kind }) => kind);
    const needsOrder = (operations: readonly Operation[]): boolean => kinds(operations).join().includes('bind,write-attribute') || operations.some(({ kind }) => kind === 'together');
    expect(ended(shrink(BEGUN, long), (operations) => always(['write-attribute'])(operations.flatMap((operation) => (operation.kind === 'together' ? operation.operations : [operation]))) && needsOrder(operations)).smallest)
      .toEqual([bindTo(), attribute('1')]);
  });

  it('leaves out a fault before its operation, and fails the first call where one is needed', () => {
    const fault = { in: 'arch_add_memory', at: { call: 3 }, does: { kind: 'fail', errno: 'ENOMEM' } } as const;
    const long: Operation[] = [attribute('1'), attribute('1', 'dax1.0'), { kind: 'bind', device: 'dax0.0', fault }, { kind: 'bind', device: 'dax1.0', fault: { ...fault, at: { call: 2 } } }];
    const asked: (readonly Operation[])[] = [];
    const isFaulted = (operation: Operation): boolean => operation.kind !== 'together' && operation.fault !== undefined;
    const search = shrink(BEGUN, long);
    for (let step = search.next(); !step.done; step = search.next(false)) asked.push(step.value);
    expect(asked.slice(0, 3).map((operations) => operations.map(isFaulted))).toEqual([[false, false, false, false], [false, false, false, true], [false, false, true, false]]);
    expect(ended(shrink(BEGUN, long), (operations) => operations.some(isFaulted)).smallest).toEqual([{ kind: 'bind', device: 'dax0.0', fault: { ...fault, at: { call: 1 } } }]);
    expect(ended(shrink(BEGUN, long), always(['bind'])).smallest).toEqual([bindTo()]);
  });

  it('binds a device instead of naming it', () => {
    expect(ended(shrink(BEGUN, [nameTo('remove_id', 'dax1.0'), nameTo('new_id', 'dax0.0\n'), state(32, 'online')]), always(['write-state'])).smallest).toEqual([bindTo(), state(32, 'online_movable')]);
  });

  it('brings a block online itself, where a policy did all of them', () => {
    const long: Operation[] = [{ kind: 'write-policy', policy: 'auto_online_blocks', value: 'online_movable' }, bindTo(), state(34, 'offline')];
    const goesOffAgain = (operations: readonly Operation[]): boolean => operations.some((last) => last.kind === 'write-state' && last.value === 'offline'
      && operations.some((first) => first.kind === 'write-policy' || (first.kind === 'write-state' && first.value !== 'offline' && first.block === last.block)));
    expect(ended(shrink(BEGUN, long), goesOffAgain).smallest).toEqual([bindTo(), state(32, 'online_movable'), state(32, 'offline')]);
  });

  it('never asks for what makes no sense, nor for the same thing twice', () => {
    const asked: string[] = [];
    const long = [bindTo(), state(32, 'online'), state(33, 'online'), state(32, 'offline'), state(33, 'offline'), unbindFrom(), attribute('1'), bindTo()];
    ended(shrink(BEGUN, long), (operations) => {
      asked.push(JSON.stringify(operations));
      expect(operations[0]?.kind).not.toBe('write-state');
      return false;
    });
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('ends with something that shows it and of which nothing can be left out, whatever that is', () => {
    fc.assert(fc.property(fc.nat(), fc.uniqueArray(fc.constantFrom('bind', 'write-state', 'unbind', 'write-attribute'), { minLength: 1 }), (seed, kinds) => {
      const long = explored(new ImaginedKernel(GUEST), explorer({ seed, sequence: 0, length: 25 }, {})).performed;
      fc.pre(always(kinds)(long));
      const { smallest, tried } = ended(shrink(begin(GUEST), long), always(kinds));
      // A write to a block needs a bind before it; one to a block that an unbind left, the policy that brought it online (10 of 12,367).
      const writes = kinds.includes('write-state');
      expect(smallest.length).toBeLessThanOrEqual(kinds.length + (writes && !kinds.includes('bind') ? 1 : 0) + (writes && kinds.includes('unbind') ? 1 : 0));
      expect(always(kinds)(smallest)).toBe(true);
      expect(tried).toBeLessThan(200);
    }), { numRuns: 40 });
  });
});
