import { expect, it } from 'vitest';
import { blockNumber } from '../../model/units.ts';
import { callLines } from './call-lines.ts';
import { clockOffsets } from './console.ts';

const release = (at?: number) => ({ fn: 'memory_block_release', block: blockNumber(32), ...(at !== undefined && { at }) }) as const;
const spans = new Map([[0, { began: 20_100, returned: 20_900 }], [1, { began: 28_000, returned: 28_500 }]]);
const pieces = [0, 1].map((index) => ({ t: 30_000, lines: [`[    ${5 + index}.000000] daxlab: operation ${index} begin`] }));
const offsets = clockOffsets(pieces, new Map([[0, 20_100], [1, 28_000]]));

it("puts a call where the guest's clock says, which each operation sets", () => {
  const lines = callLines([{ index: 0, calls: [release(5.1), release(5.2)] }, { index: 1, calls: [release(6.25)] }], offsets, spans, 10_000);
  expect(lines).toEqual([{ at: 10_200, text: 'memory_block_release memory32' }, { at: 10_300, text: 'memory_block_release memory32' }, { at: 18_250, text: 'memory_block_release memory32' }]);
});

it('keeps it within its operation', () => {
  expect(callLines([{ index: 0, calls: [release(4), release(9)] }], offsets, spans, 0).map(({ at }) => at)).toEqual([20_100, 20_900]);
});

it('has one of an older record, or without a marker, at the end of its operation', () => {
  expect(callLines([{ index: 0, calls: [release()] }], offsets, spans, 0).map(({ at }) => at)).toEqual([20_900]);
  expect(callLines([{ index: 1, calls: [release(6.1)] }], new Map(), spans, 0).map(({ at }) => at)).toEqual([28_500]);
});
