import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../model/observation.ts';
import { faithful } from '../../testing/evidence.ts';
import { attribute, bindTo, unbindFrom } from '../../testing/worlds.ts';
import { judge } from '../conclude.ts';

/** What the laws find when free memory at the bare moments is off by so many KiB. */
function found(off: readonly number[], kmemleak = false) {
  let removals = -1;
  const evidence = faithful({ attribute: '0' }, [attribute('1'), ...off.flatMap(() => [bindTo(), unbindFrom()])]).map((item) => {
    if (item.type === 'baseline') return { ...item, observation: { ...item.observation, ...(kmemleak && { kmemleak }) } };
    if (item.type !== 'observed') return item;
    if (item.observation.dax[0]?.driver === undefined && item.index > 0) removals++;
    return { ...item, observation: less(item.observation, -(off[Math.max(0, removals)] ?? 0)) };
  });
  return judge(evidence).findings.filter(({ kind }) => kind === 'conservation');
}

const less = (now: Observation, kib: number): Observation => ({
  ...now, zones: now.zones.map((zone) => (zone.node === 0 && zone.zone === 'DMA32' ? { ...zone, free: zone.free - kib / 4 as never } : zone)),
});

const cycles = (count: number, off: (cycle: number) => number) => Array.from({ length: count }, (_, cycle) => off(cycle));

describe('free memory over cycles', () => {
  it('that gets less by what eight memory_block objects take is found over many, with how much a cycle and a block', () => {
    const [finding, ...others] = found(cycles(30, (cycle) => -10 * cycle + (cycle % 2 === 0 ? 24 : -24)));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ title: 'free memory of the boot nodes gets less with every cycle', differences: [{ fact: 'KiB less per cycle, over 30', expected: 'at most 6.2', seen: '10.2' }, { fact: 'KiB less per block created', seen: '1.3' }] });
  });

  it('is the fewer of them the more has to be lost', () => {
    expect(found(cycles(5, (cycle) => -60 * cycle))).toEqual([]);
    expect(found(cycles(5, (cycle) => -72 * cycle))).toHaveLength(1);
    expect(found(cycles(4, (cycle) => -200 * cycle))).toEqual([]);
  });

  it('is nothing to go by where kmemleak takes of it for itself', () => {
    const step = cycles(36, (cycle) => (cycle < 5 ? 0 : cycle < 12 ? -72 : -324));
    expect([found(step), found(step, true)].map(({ length }) => length)).toEqual([1, 0]);
  });

  it('that goes up and down, settles once, or grows is not found', () => {
    expect(found(cycles(30, (cycle) => 12 * cycle))).toEqual([]);
    expect(found(cycles(30, (cycle) => (cycle === 0 ? 476 : 0)))).toEqual([]);
    fc.assert(fc.property(fc.array(fc.integer({ min: -10, max: 10 }), { minLength: 10, maxLength: 20 }), (noise) => {
      expect(found(noise.map((pages) => 4 * pages))).toEqual([]);
    }), { numRuns: 20 });
  });
});
