import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairwise } from './pairwise.ts';

const FACTORS = ['machine', 'scenario', 'policy', 'attribute'] as const;
const value = (name: string, most: number) => fc.integer({ min: 0, max: most }).map((number) => `${name}${number}`);
/** Any part of a product: excludes make holes anywhere. */
const rows = fc.uniqueArray(fc.record({
  machine: value('m', 5), scenario: value('s', 4), policy: value('p', 5), attribute: fc.constantFrom(undefined, '0', '1'),
}), { selector: (row) => JSON.stringify(row), maxLength: 200 });

/** Written out, so as not to trust what is tested: `machine=m0 policy=p1` for every two factors of every row. */
const met = (some: readonly Readonly<Record<string, string | undefined>>[]) => new Set(some.flatMap((row) =>
  ['machine scenario', 'machine policy', 'machine attribute', 'scenario policy', 'scenario attribute', 'policy attribute']
    .map((pair) => pair.split(' ').map((factor) => `${factor}=${row[factor] ?? 'none'}`).join(' '))));

describe('pairwise', () => {
  it('lets every two values meet that meet in the product, with rows of the product alone', () => {
    fc.assert(fc.property(rows, fc.nat(20), (all, split) => {
      const [present, product] = [all.slice(0, split), all.slice(split)];
      const kept = pairwise(product, FACTORS, present);
      expect(met([...present, ...kept])).toEqual(met(all));
      expect(product).toEqual(expect.arrayContaining(kept));
    }));
  });

  it('keeps no row that could be left out', () => {
    fc.assert(fc.property(rows, fc.nat(20), (all, split) => {
      const present = all.slice(0, split);
      const kept = pairwise(all.slice(split), FACTORS, present);
      for (const row of kept) expect(met([...present, ...kept.filter((other) => other !== row)]).size).toBeLessThan(met([...present, ...kept]).size);
    }));
  });

  it('takes back what later choices made superfluous, what is present counted in', () => {
    const row = (text: string) => { const [machine = '', scenario = '', policy = '', attribute] = text.split(' '); return { machine, scenario, policy, attribute }; };
    expect(pairwise(['m0 s0 p5 1', 'm0 s1 p5 1', 'm0 s0 p5', 'm0 s0 p0 1'].map(row), FACTORS)).toHaveLength(3);
    const product = ['m1 s0 p0 0', 'm1 s2 p0 1', 'm1 s0 p0 1', 'm1 s2 p0 0'].map(row);
    expect(pairwise(product, FACTORS, [row('m0 s0 p0 0')])).toHaveLength(3);
  });

  it('chooses the same rows every time, in their order', () => {
    fc.assert(fc.property(rows, (all) => {
      const kept = pairwise(all, FACTORS);
      expect(pairwise(structuredClone(all), FACTORS)).toEqual(kept);
      expect(all.filter((row) => kept.includes(row))).toEqual(kept);
    }));
  });

  it('takes little more than the product of the two largest factors', () => {
    const list = (name: string, size: number) => Array.from({ length: size }, (_, number) => `${name}${number}`);
    const product = list('m', 12).flatMap((machine) => list('s', 8).flatMap((scenario) => list('p', 9).flatMap((policy) => ['0', '1'].map((attribute) => ({ machine, scenario, policy, attribute })))));
    const kept = pairwise(product, FACTORS);
    expect(kept.length).toBeLessThan(1.3 * 12 * 9);
    // No scenario fills up what the others need.
    const counts = list('s', 8).map((scenario) => kept.filter((row) => row.scenario === scenario).length);
    expect(Math.max(...counts)).toBeLessThan(1.5 * Math.min(...counts));
  });
});
