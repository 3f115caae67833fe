import { expect, it } from 'vitest';
import type { Expectation, FactValue } from '../../model/observables/observable.ts';
import { factTable } from './facts.ts';

const facts = (entries: Record<string, FactValue>) => new Map(Object.entries(entries));
const expected = (entries: Record<string, Expectation>) => new Map(Object.entries(entries));

it('has what differs first, then what changed, and counts the rest', () => {
  const table = factTable(facts({ a: 1, b: 1, c: 1, free: 9 }), expected({ a: 1, b: 2, c: 1, free: { open: 'it may' } }), facts({ a: 1, b: 2, c: 7, free: 3 }), new Set());
  expect(table).toEqual({
    rows: [{ fact: 'c', before: '1', predicted: '1', seen: '7', differs: true }, { fact: 'b', before: '1', predicted: '2', seen: '2' }], unchanged: 2, leftOut: 0,
  });
});

it('a fact that is gone, or should be there, has no value', () => {
  const table = factTable(facts({ gone: 1 }), expected({ wanted: 2 }), facts({}), new Set());
  expect(table.rows).toEqual([{ fact: 'wanted', before: undefined, predicted: '2', seen: undefined, differs: true }, { fact: 'gone', before: '1', predicted: undefined, seen: undefined }]);
});

it('what was told before does not differ again', () => {
  expect(factTable(facts({ a: 2 }), expected({ a: 1 }), facts({ a: 2 }), new Set(['a'])).rows).toEqual([{ fact: 'a', before: '2', predicted: '1', seen: '2' }]);
});

it('names no more than a reader goes through', () => {
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, number) => [`memory${number}/state`, 'offline']));
  const { rows, leftOut } = factTable(facts({}), expected(many), facts(many), new Set());
  expect([rows.length + leftOut, rows.length < 200]).toEqual([500, true]);
});
