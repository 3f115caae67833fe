import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedFacts } from '../observables/all.ts';
import { after, bindTo, errnos, policy, state, unbindFrom } from '../../testing/worlds.ts';
import { unsignedInteger } from './policy.ts';

const EMPTY = after({});

describe('a policy that is written', () => {
  it('decides about the next add, and no block that is there already', () => {
    const bound = after(EMPTY, bindTo(), policy('auto_online_blocks', 'online_movable'));
    expect([...bound.blocks.values()].every(({ zone }) => zone === undefined)).toBe(true);
    const again = after(bound, unbindFrom(), bindTo());
    expect([...again.blocks.values()].every(({ zone }) => zone === 'Movable')).toBe(true);
  });

  it('decides where the next block goes online', () => {
    const movable = after(EMPTY, bindTo(), policy('online_policy', 'auto-movable'), policy('auto_movable_numa_aware', 'N'), policy('auto_movable_ratio', '1000'));
    expect(after(movable, state(32, 'online')).blocks.get(32 as never)?.zone).toBe('Movable');
    expect(after(movable, policy('auto_movable_ratio', '0'), state(32, 'online')).blocks.get(32 as never)?.zone).toBe('Normal');
  });

  it('reads back as the kernel writes it', () => {
    const facts = expectedFacts(after(EMPTY, policy('auto_online_blocks', 'online\n'), policy('online_policy', 'auto-movable'), policy('auto_movable_ratio', '0x10'), policy('auto_movable_numa_aware', 'off')));
    expect(['auto_online_blocks', 'memory_hotplug.online_policy', 'memory_hotplug.auto_movable_ratio', 'memory_hotplug.auto_movable_numa_aware'].map((name) => facts.get(name)))
      .toEqual(['online', 'auto-movable', '16', 'N']);
  });

  it('is refused where it is none', () => {
    for (const [name, value, errno] of [
      ['auto_online_blocks', 'auto', 'EINVAL'], ['auto_online_blocks', '', 'EINVAL'], ['online_policy', 'contig', 'EINVAL'], ['auto_movable_ratio', '-1', 'EINVAL'],
      ['auto_movable_ratio', '4294967296', 'ERANGE'], ['auto_movable_numa_aware', '2', 'EINVAL'],
    ] as const) expect([name, value, ...errnos(EMPTY, policy(name, value))]).toEqual([name, value, errno]);
  });

  it('leaves the state of a bound device as it was asked for at its bind', () => {
    const facts = expectedFacts(after({ release: '7.3.4' }, policy('auto_online_blocks', 'online_kernel'), bindTo(), policy('auto_online_blocks', 'offline')));
    expect(facts.get('dax0.0/state')).toBe('online_kernel');
  });
});

it('unsignedInteger reads what a 32-bit number is in three bases, with a newline at most behind it', () => {
  fc.assert(fc.property(fc.nat(0xffffffff), fc.constantFrom('', '\n'), (value, end) => {
    for (const text of [String(value), `0x${value.toString(16)}`, `0${value.toString(8)}`, `+${value}`]) expect(unsignedInteger(`${text}${end}`)).toBe(value);
  }));
  expect(['', '\n', ' 1', '1 ', '09', '0x', '1a', '--1'].map(unsignedInteger)).toEqual(Array(8).fill('EINVAL'));
});
