import { describe, expect, it } from 'vitest';
import type { Operation } from '../model/operation.ts';
import { predict } from '../model/predict.ts';
import { seen } from '../testing/seen.ts';
import { after, bindTo, state, plug, unplug } from '../testing/worlds.ts';
import type { World } from '../model/world.ts';
import { ueventDifferences } from './uevents.ts';

const bound = after({}, bindTo());

function differ(before: World, operation: Operation, uevents: readonly string[] | undefined, errno = 'OK') {
  const outcome = predict(before, operation).find((one) => one.errno === errno);
  return ueventDifferences({ before, outcome }, { ...seen(before), uevents });
}

describe('what udev was told', () => {
  it('is what happened', () => {
    expect(differ(bound, state(33, 'online_movable'), ['online@memory33'])).toEqual([]);
  });

  it('is a difference where it says less, more, or of another', () => {
    expect(differ(bound, state(33, 'online_movable'), [])).toEqual([{ fact: 'memory33/uevents', expected: 'online', seen: '(absent)' }]);
    expect(differ(bound, state(33, 'online_movable'), ['online@memory33', 'online@memory33'])).toEqual([{ fact: 'memory33/uevents', expected: 'online', seen: 'online online' }]);
    expect(differ(bound, state(33, 'garbage'), ['change@memory33'], 'EINVAL')).toEqual([{ fact: 'memory33/uevents', expected: '(absent)', seen: 'change' }]);
  });

  it('may miss a word where an allocation fails, and no more than one', () => {
    const short = { kind: 'write-state', block: 33, value: 'online_movable', fault: { in: 'allocations', at: { call: 3 }, does: { kind: 'fail', errno: 'ENOMEM' } } } as unknown as Operation;
    expect(differ(bound, short, ['online@memory33'])).toEqual([]);
    expect(differ(bound, short, [])).toEqual([]);
    expect(differ(bound, short, ['remove@memory34'])).toHaveLength(2);
  });

  it('is not asked about in old records, nor where the errno does not tell what went and came back', () => {
    expect(differ(bound, state(33, 'online_movable'), undefined)).toEqual([]);
    const plugged = after({ devices: [] }, plug(), state(32, 'online_kernel'));
    expect(differ(plugged, unplug(), ['offline@memory32', 'online@memory32'], 'EBUSY')).toEqual([]);
  });
});
