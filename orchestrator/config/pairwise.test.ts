import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairsOf, pairwise } from './pairwise.ts';

const FACTORS = ['machine', 'scenario', 'policy', 'attribute'] as const;
const value = (name: string, most: number) => fc.integer({ min: 0, max: most }).map((number) => `${name}${number}`);
/** Any part of a product: excludes make holes anywhere. */
const rows = fc.uniqueArray(fc.record({
  machine: value('m', 5), scenario: value('s', 4), policy: value('p', 5), attribute: fc.constantFrom(undefined, '0', '1'),
}), { selector: (row) => JSON.stringify(row), maxLength: 200 });

const met = (some: readonly { readonly machine: string }[]) => new Set(some.flatMap((row) => pairsOf(row, FACTORS)));

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
    fc.assert(fc.property(rows, (all) => {
      const kept = pairwise(all, FACTORS);
      for (const row of kept) expect(met(kept.filter((other) => other !== row)).size).toBeLessThan(met(kept).size);
    }));
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
