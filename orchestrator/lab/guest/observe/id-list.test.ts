import fc from 'fast-check';
import { expect, test } from 'vitest';
import { onlyUnreadable } from './fixtures/strictness.ts';
import { parseNodeList } from './id-list.ts';

const PATH = '/sys/devices/system/node/online';

test.each([['\n', []], ['0\n', [0]], ['0-1\n', [0, 1]], ['0-2,5,7-8\n', [0, 1, 2, 5, 7, 8]]])('%j', (text, ids) => {
  expect(parseNodeList(PATH, text)).toEqual(ids);
});

test('any set comes back from the way the kernel prints it', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.nat(1023)), (unordered) => {
    const ids = [...unordered].sort((one, other) => one - other);
    expect(parseNodeList(PATH, `${asRanges(ids)}\n`)).toEqual(ids);
  }));
});

test.each(['1,0\n', '0,0\n', '2-1\n', '0-\n', '0,,1\n', 'all\n', '', '0\n1\n'])('%j is refused', (text) => {
  expect(() => parseNodeList(PATH, text)).toThrow(PATH);
});

test('no text makes another error', () => { onlyUnreadable((text) => parseNodeList(PATH, text), '0-2,5,7-8\n'); });

function asRanges(ids: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const id of ids) {
    const last = ranges.at(-1);
    if (last?.[1] === id - 1) last[1] = id;
    else ranges.push([id, id]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}
