import { describe, expect, it } from 'vitest';
import { after, attribute, bindTo, errnos, inject, state } from '../../testing/worlds.ts';
import { expectedFacts } from '../observables/all.ts';
import type { Operation } from '../operation.ts';
import { predict } from '../predict.ts';
import type { World } from '../world.ts';

const FAULTS = { faults: true } as const;
const calls = (world: World, operation: Operation) => predict(world, operation).map((outcome) => outcome.calls.map(({ fn }) => fn));
const facts = (world: World) => new Map([...expectedFacts(world)].filter(([name]) => !name.startsWith('notifier')));

describe('an error injected into the memory notifier', () => {
  const bound = after(FAULTS, attribute('1'), bindTo());

  it('is what an online comes to, until it is taken back', () => {
    const vetoed = after(bound, inject('MEM_GOING_ONLINE', 'ENOMEM'));
    for (const type of ['online', 'online_kernel', 'online_movable']) expect(errnos(vetoed, state(32, type))).toEqual(['ENOMEM']);
    expect(errnos(after(vetoed, inject('MEM_GOING_ONLINE', 'OK')), state(32, 'online_movable'))).toEqual(['OK']);
    expect(facts(vetoed)).toEqual(facts(bound));
  });

  it('takes the memmap out of use again that was brought into use for it', () => {
    expect(calls(after(bound, inject('MEM_GOING_ONLINE', 'EIO')), state(32, 'online_movable'))).toEqual([['mhp_init_memmap_on_memory', 'online_pages', 'mhp_deinit_memmap_on_memory']]);
    expect(calls(after(FAULTS, bindTo(), inject('MEM_GOING_ONLINE', 'EIO')), state(32, 'online_movable'))).toEqual([['online_pages']]);
  });

  it('is what an offline comes to, and leaves the memmap in use', () => {
    const online = after(bound, state(32, 'online_movable'), inject('MEM_GOING_OFFLINE', 'EIO'));
    expect(errnos(online, state(32, 'offline'))).toEqual(['EIO']);
    expect(calls(online, state(32, 'offline'))).toEqual([['offline_pages']]);
    expect(errnos(online, state(33, 'online_movable'))).toEqual(['OK']);
  });

  it('comes second to a page that a kernel zone cannot move', () => {
    const online = after(bound, state(32, 'online_kernel'));
    expect(errnos(after(online, inject('MEM_GOING_OFFLINE', 'EIO')), state(32, 'offline'))).toEqual(['EIO', 'EBUSY']);
    expect(errnos(after(online, inject('MEM_GOING_OFFLINE', 'EBUSY')), state(32, 'offline'))).toEqual(['EBUSY']);
  });

  it('does not make a bind fail: the walk stops at the first block, and nobody is told', () => {
    const vetoed = after({ ...FAULTS, attribute: '1', autoOnline: 'online_movable' }, inject('MEM_GOING_ONLINE', 'ENOMEM'));
    expect(errnos(vetoed, bindTo())).toEqual(['OK']);
    expect([...after(vetoed, bindTo()).blocks.values()].filter(({ zone }) => zone)).toEqual([]);
    expect(calls(vetoed, bindTo())[0]?.slice(-4)).toEqual(['create_memory_block_devices', 'mhp_init_memmap_on_memory', 'online_pages', 'mhp_deinit_memmap_on_memory']);
  });

  it('reads back as the negative errno', () => {
    const world = after(bound, inject('MEM_GOING_ONLINE', 'ENOMEM'));
    expect(expectedFacts(world).get('notifier-error-inject/MEM_GOING_ONLINE')).toBe(-12);
    expect(expectedFacts(world).get('notifier-error-inject/MEM_GOING_OFFLINE')).toBe(0);
  });

  it('cannot be injected where there is nothing for it', () => {
    expect(errnos(after({}), inject('MEM_GOING_ONLINE', 'ENOMEM'))).toEqual(['ENOENT']);
  });
});
