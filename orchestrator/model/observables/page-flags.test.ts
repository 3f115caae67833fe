import { describe, expect, it } from 'vitest';
import { after, attribute, bindTo, poison, state, unbindFrom } from '../../testing/worlds.ts';
import { start, type ImaginedGuest } from '../../testing/start.ts';
import type { Observation } from '../observation.ts';
import type { Operation } from '../operation.ts';
import { pages, pfn } from '../units.ts';
import { pageFlags } from './page-flags.ts';

const expected = (guest: ImaginedGuest, ...operations: Operation[]) => Object.fromEntries(pageFlags.expected(after({ faults: true, ...guest }, ...operations)));
const on = [attribute('1'), bindTo(), state(32, 'online_movable')];
const OPEN = { open: expect.any(String) as string, mayBeAbsent: true };

describe('of a block that is online in a fresh zone', () => {
  it('the pages that hold its memmap are marked, and are nobody\'s; all others are free', () => {
    expect(expected({}, ...on)).toMatchObject({
      'memory32/memmap_flags': { ifSeen: '0x2000000000' }, 'memory32/memmap_pages_counted': { ifSeen: 0 }, 'memory32/page_flags': { ifSeen: '0x400' }, 'memory32/self_hosted_pages_elsewhere': { ifSeen: 0 },
    });
    expect(expected({}, bindTo(), state(32, 'online_movable'))).toMatchObject({ 'memory32/memmap_flags': { ifSeen: '0x400' }, 'memory32/page_flags': { ifSeen: '0x400' } });
  });

  it('poisoned ones have flags of their own', () => {
    expect(expected({}, ...on, poison(32, 20_000))).toMatchObject({ 'memory32/memmap_flags': OPEN, 'memory32/page_flags': OPEN });
  });
});

it('a kernel zone is in use, but no page of it is marked but those of the memmap', () => {
  expect(expected({}, attribute('1'), bindTo(), state(32, 'online_kernel'))).toMatchObject({ 'memory32/memmap_flags': { ifSeen: '0x2000000000' }, 'memory32/page_flags': OPEN, 'memory32/self_hosted_pages_elsewhere': { ifSeen: 0 } });
});

it('nothing is shown of a block that is offline: as NOPAGE up to 6.12, as nothing from 7.2, and in between nobody has read', () => {
  for (const [release, hidden] of [['6.12.117', { ifSeen: '0x100000' }], ['7.2.12', { ifSeen: '0x0' }], ['7.3.4', { ifSeen: '0x0' }], ['6.18.15', OPEN]] as const) {
    expect(expected({ release }, ...on)).toMatchObject({ 'memory33/memmap_flags': hidden, 'memory33/page_flags': hidden });
  }
});

it('the length grows with the highest memory and stays', () => {
  expect([expected({}), expected({}, ...on.slice(0, 2)), expected({}, attribute('1'), bindTo(), unbindFrom())].map((facts) => facts['kpageflags_pages'])).toEqual([524_288, 5 * 262_144, 5 * 262_144]);
});

it('what is seen is told by block: the first pages, every kind of flags of the others, and how many of those are marked', () => {
  const shown: Observation = { ...start(), pageFlags: [
    { first: pfn(0x100000), count: pages(512), flags: { '0x2000000000': 512 }, counted: 0 },
    { first: pfn(0x100200), count: pages(512), flags: { '0x400': 510, '0x2000000000': 2 } },
    { first: pfn(0x107e00), count: pages(512), flags: { '0x400': 511, '0x68': 1 } },
  ] };
  expect(Object.fromEntries(pageFlags.observed(shown))).toEqual({
    'memory32/memmap_flags': '0x2000000000', 'memory32/memmap_pages_counted': 0, 'memory32/page_flags': '0x2000000000 0x400 0x68', 'memory32/self_hosted_pages_elsewhere': 2, 'kpageflags_pages': 524_288,
  });
});
