import fc from 'fast-check';
import { expect, test } from 'vitest';
import { captured } from './fixtures/captured.ts';
import { onlyUnreadable } from './fixtures/strictness.ts';
import { parseBlocks } from './blocks.ts';

const PATH = '/sys/devices/system/memory';
const real = captured('6.12.117-cxl-partly-online').blocks;

test('real ones: 16 of boot memory, 8 of the device', () => {
  const blocks = parseBlocks(PATH, real);
  expect(blocks).toHaveLength(24);
  expect(blocks[0]).toEqual({ number: 0, state: 'online', validZones: ['none'], removable: true, physIndex: 0, node: 0 });
  expect(blocks.slice(16).map(({ state, validZones }) => [state, ...validZones])).toEqual([
    ['online', 'Movable'], ['offline', 'Movable', 'Normal'], ['online', 'Movable'], ['offline', 'Normal', 'Movable'],
    ['offline', 'Normal', 'Movable'], ['offline', 'Normal', 'Movable'], ['offline', 'Normal', 'Movable'], ['online', 'Normal'],
  ]);
});

const block = fc.record({
  number: fc.nat(),
  state: fc.constantFrom('online', 'offline', 'going-offline'),
  validZones: fc.subarray(['Normal', 'Movable', 'none', 'DMA32']),
  removable: fc.boolean(),
  physIndex: fc.nat(),
  node: fc.option(fc.nat(1023), { nil: undefined }),
});

test('any blocks come back', () => {
  fc.assert(fc.property(fc.uniqueArray(block, { maxLength: 20, selector: ({ number }) => number }), (unordered) => {
    const blocks = [...unordered].sort((one, other) => one.number - other.number);
    const text = blocks.map(({ number, state, validZones, removable, physIndex, node }) =>
      `${[number, state, validZones.join(' '), removable ? 1 : 0, physIndex.toString(16).padStart(8, '0'), node ?? ''].join('|')}\n`).join('');
    expect(parseBlocks(PATH, text)).toEqual(blocks);
  }));
});

test.each([
  ['1|online|Normal|1|00000001|0\n1|online|Normal|1|00000001|0\n', /line 2\n.*ascending/],
  ['1|unknown|Normal|1|00000001|0\n', /line 1/],
  ['1|online|Normal|2|00000001|0\n', /line 1/],
  ['1|online|Normal|1|1|0\n', /line 1/],
  ['1|online|Normal|1|00000001\n', /line 1/],
])('%j is refused', (text, message) => {
  expect(() => parseBlocks(PATH, text)).toThrow(message);
});

test('no text makes another error', () => { onlyUnreadable((text) => parseBlocks(PATH, text), real); });
