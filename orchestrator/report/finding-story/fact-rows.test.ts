import fc from 'fast-check';
import { expect, it } from 'vitest';
import { factRows, ranges } from './fact-rows.ts';

it('tells blocks that fare alike as one, and what differs apart', () => {
  const fact = (number: number, what: string, before: string, seen: string, differs?: true) => ({ fact: `memory${number}/${what}`, before, predicted: 'online', seen, ...(differs && { differs }) });
  const facts = [fact(34, 'state', 'offline', 'offline', true), fact(32, 'state', 'offline', 'online'), fact(33, 'state', 'offline', 'online'), { fact: 'memory33/phys_index', before: '33' }, { fact: 'memory34/phys_index', before: '34' }];
  expect(factRows({ facts, predicted: 0 })).toEqual([
    { cells: ['memory34/state', 'offline', 'online', 'offline'], differs: true },
    { cells: ['memory32-33/state', 'offline', 'online', 'online'], differs: false },
    { cells: ['memory33-34/phys_index', '(its own)', '(absent)', '(absent)'], differs: false },
  ]);
  expect(factRows({ facts: [{ fact: 'tainted', before: '0', seen: '512' }] })).toEqual([{ cells: ['tainted', '0', '', '512'], differs: false }]);
});

it('writes every number of a range once', () => {
  expect(ranges([41, 32, 33, 34])).toBe('32-34,41');
  fc.assert(fc.property(fc.uniqueArray(fc.nat(40)), (numbers) => {
    const read = ranges(numbers).split(',').filter((one) => one !== '').flatMap((one) => {
      const [first = 0, last = first] = one.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, place) => first + place);
    });
    expect(read).toEqual([...numbers].sort((one, other) => one - other));
  }));
});
