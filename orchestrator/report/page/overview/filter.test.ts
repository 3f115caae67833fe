import { expect, it } from 'vitest';
import type { PageRow } from '../../page-data/shape.ts';
import { matches, parseFilter } from './filter.ts';

const ROW: PageRow = {
  id: 'a', name: 'cycle memmap_on_memory=1', machine: 'cxl', kernel: 'debian:6.12', release: '6.12.43-cloud', policy: 'default', verdict: 'model-mismatch', attempts: 1, checked: 3, took: 9,
  findings: [{ kind: 'calls', title: 'memory_block leak', fingerprint: 'f', operation: 1, known: false }],
};
const match = (query: string, row = ROW) => matches(parseFilter(new URLSearchParams(query)), row);

it('wants every word, anywhere in the row, in any case', () => {
  expect(['', 'words=CXL', 'words=leak 6.12.43', 'words=cycle mismatch'].map((query) => match(query))).toEqual([true, true, true, true]);
  expect(['words=hmem', 'words=leak hmem'].map((query) => match(query))).toEqual([false, false]);
});

it('wants one of the verdicts, where any are chosen', () => {
  expect(match('verdict=model-mismatch,pass')).toBe(true);
  expect(match('verdict=pass')).toBe(false);
  expect(match('verdict=not-run', { ...ROW, verdict: undefined })).toBe(true);
});
