import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findingAddress, parseRoute, rowAddress } from './route.ts';

it('an address leads where it was made for', () => {
  fc.assert(fc.property(fc.string({ minLength: 1 }), fc.nat(), (id, operation) => {
    expect(parseRoute(rowAddress(id, operation))).toMatchObject({ view: 'row', id });
    expect(parseRoute(rowAddress(id, operation)).parameters.get('operation')).toBe(String(operation));
    expect(parseRoute(findingAddress(id))).toMatchObject({ view: 'finding', id });
  }));
});

it('anything else is the overview, with its filter', () => {
  for (const hash of ['', '#', '#/', '#/elsewhere/x', '#/row/']) expect(parseRoute(hash).view).toBe('overview');
  expect(parseRoute('#/?words=hmem%206.12').parameters.get('words')).toBe('hmem 6.12');
});
