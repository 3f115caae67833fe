import fc from 'fast-check';
import { expect, test } from 'vitest';
import { capturedFile } from './fixtures/captured.ts';
import { onlyUnreadable } from './fixtures/strictness.ts';
import { parseIomem } from './iomem.ts';

const PATH = '/proc/iomem';
const real = capturedFile('6.12.117-cxl-partly-online', PATH);

test('a real one: the region, its dax device and its memory, each inside the other', () => {
  const entries = parseIomem(PATH, real);
  expect(entries).toHaveLength(real.split('\n').length - 1);
  const start = entries.findIndex(({ name }) => name === 'region0');
  expect(entries.slice(start, start + 3).map(({ depth, name, start: from, end }) => [depth, name, end - from + 1])).toEqual([
    [1, 'region0', 2 ** 30], [2, 'dax0.0', 2 ** 30], [3, 'System RAM (kmem)', 2 ** 30],
  ]);
});

const entry = fc.record({ start: fc.maxSafeNat(), length: fc.nat(), name: fc.string({ minLength: 1 }).map((name) => name.replaceAll('\n', ' ')) })
  .filter(({ start, length }) => Number.isSafeInteger(start + length) && start + length > 0);

test('any tree comes back', () => {
  fc.assert(fc.property(fc.array(fc.tuple(entry, fc.nat(4))), (raw) => {
    let before = -1;
    const entries = raw.map(([{ start, length, name }, wanted]) => ({ depth: (before = Math.min(wanted, before + 1)), start, end: start + length, name }));
    const text = entries.map(({ depth, start, end, name }) => `${'  '.repeat(depth)}${start.toString(16).padStart(8, '0')}-${end.toString(16).padStart(8, '0')} : ${name}\n`).join('');
    expect(parseIomem(PATH, text)).toEqual(entries);
  }));
});

test.each([
  ['00000000-00000000 : System RAM\n', /as root sees them/],
  ['00001000-00000fff : System RAM\n', /not below the start/],
  ['00000000-00000fff : a\n    00000000-00000fff : b\n', /line 2\n.*one level/],
  [' 00000000-00000fff : a\n', /line 1/],
])('%j is refused', (text, message) => {
  expect(() => parseIomem(PATH, text)).toThrow(message);
});

test('no text makes another error', () => { onlyUnreadable((text) => parseIomem(PATH, text), real); });
