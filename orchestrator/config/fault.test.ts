import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ARGUMENT_NUMBERS, FIELD_SIZES, type Fault } from '../model/fault.ts';
import { faultKeys } from '../scenario/fault-keys.ts';
import { faultStep } from './fault.ts';
import { scenarioSchema } from './scenario.ts';

const argument = fc.constantFrom(...ARGUMENT_NUMBERS);
const faults: fc.Arbitrary<Fault> = fc.record({
  in: fc.constantFrom('create_memory_block_devices', '__add_pages', 'f.cold'),
  at: fc.oneof(fc.integer({ min: 1, max: 300 }).map((call) => ({ call })), fc.record({ argument, is: fc.maxSafeInteger() })),
  does: fc.oneof(
    fc.constantFrom<Fault['does']>({ kind: 'fail', errno: 'ENOMEM' }, { kind: 'fail', errno: 'EIO', after: true }, { kind: 'skip' }, { kind: 'count' }),
    fc.record({ kind: fc.constant('set-argument' as const), argument, value: fc.maxSafeInteger() }),
    fc.record({ kind: fc.constant('set-field' as const), argument, offset: fc.nat(4096), size: fc.constantFrom(...FIELD_SIZES), value: fc.maxSafeInteger() }),
  ),
});

it('is read as it is written in a bundle', () => {
  fc.assert(fc.property(faults, (fault) => { expect(faultStep.parse(faultKeys(fault))).toEqual(fault); }));
});

it('is of allocations as well, as far as the kernel fails them by itself', () => {
  for (const fault of [{ in: 'allocations', at: { call: 7 }, does: { kind: 'fail', errno: 'ENOMEM' } }, { in: 'allocations', at: { call: 1 }, does: { kind: 'count' } }] as const) expect(faultStep.parse(faultKeys(fault))).toEqual(fault);
  for (const other of [{ returns: 'EIO' }, { returns: 'ENOMEM', after: 'running' }, { skip: true }, { argument: 1, becomes: 0 }, { when: { argument: 1, is: 0 }, count: true }]) {
    expect(faultStep.safeParse({ in: 'allocations', ...other }).error?.issues[0]?.message).toBe('of allocations: call: N with returns: ENOMEM, or count: true');
  }
});

it('is the first call where it does not say', () => {
  expect(faultStep.parse({ in: 'f', skip: true })).toEqual({ in: 'f', at: { call: 1 }, does: { kind: 'skip' } });
});

it.each([
  [{ in: 'f', call: 3 }, /what it does: returns: ERRNO/],
  [{ in: 'f', call: 3, returns: 'EHWPOISON' }, /what it does/],
  [{ in: 'f', call: 3, returns: 'EIO', skip: true }, /what it does/],
  [{ call: 3, returns: 'EIO' }, /where: in: FUNCTION/],
  [{ in: '0xffffffff81938570', returns: 'EIO' }, /where/],
  [{ in: 'f', call: 0, returns: 'EIO' }, /where/],
])('%j is refused with what is wrong', (fault, words) => {
  expect(faultStep.safeParse(fault).error?.issues[0]?.message).toMatch(words);
});

it('stands beside what the guest itself does, and nothing else', () => {
  const steps = (step: unknown): boolean => scenarioSchema.safeParse({ name: 'x', description: 'x', steps: [step] }).success;
  const fault = { in: 'f', returns: 'EIO' };
  expect([{ bind: 'kmem', fault }, { 'write-state': 'online', blocks: 'all', fault }, { 'plug-dimm': 'dimm0', fault }].map(steps)).toEqual([true, true, true]);
  // Nobody in the guest writes anything, so there is nobody whose allocations could be counted.
  expect(steps({ 'plug-dimm': 'dimm0', fault: { in: 'allocations', call: 3, returns: 'ENOMEM' } })).toBe(false);
  const told = (step: unknown) => scenarioSchema.safeParse({ name: 'x', description: 'x', steps: [{ repeat: 2, steps: [step] }] }).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const none = 'expected none: a fault goes with a step of its own that is bind, unbind, write-state, write-attribute, plug-dimm';
  expect(told({ 'unplug-dimm': 'dimm0', fault })).toEqual([`steps.0.steps.0.fault: ${none}`]);
  expect(told({ together: [{ bind: 'kmem' }, { unbind: 'kmem', fault }] })).toEqual([`steps.0.steps.0.together.1.fault: ${none}`]);
  expect([{ 'unplug-dimm': 'dimm0', fault }, { together: [{ bind: 'kmem' }, { unbind: 'kmem' }], fault }, { 'inject-notifier': 'MEM_GOING_ONLINE', error: 0, fault }].map(steps)).toEqual([false, false, false]);
});
