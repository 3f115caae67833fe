import fc from 'fast-check';
import { expect, test } from 'vitest';
import { capturedFile } from './fixtures/captured.ts';
import { onlyUnreadable } from './fixtures/strictness.ts';
import { parseVmstat } from './vmstat.ts';

const PATH = '/proc/vmstat';
const real = capturedFile('6.12.117-cxl-partly-online', PATH);

test('a real one: 512 memmap pages for each of eight sections', () => {
  expect(parseVmstat(PATH, real)).toEqual({ nrMemmapPages: 8 * 512, nrMemmapBootPages: 8192 });
});

test('6.1 has neither', () => {
  expect(parseVmstat(PATH, capturedFile('6.1-hmem-partly-online', PATH))).toEqual({ nrMemmapPages: undefined, nrMemmapBootPages: undefined });
});

test('a counter that dropped below zero is read, as a finding and not a failure', () => {
  expect(parseVmstat(PATH, 'nr_memmap_pages 18446744073709551104\n').nrMemmapPages).toBe(-512);
});

test('any values come back', () => {
  fc.assert(fc.property(fc.nat(), fc.nat(), (pages, boot) => {
    expect(parseVmstat(PATH, `nr_free_pages 1\nnr_memmap_pages ${pages}\nnr_memmap_boot_pages ${boot}\n`)).toEqual({ nrMemmapPages: pages, nrMemmapBootPages: boot });
  }));
});

test('a line of another shape is named', () => {
  expect(() => parseVmstat(PATH, 'nr_free_pages 1\nnr_memmap_pages: 3\n')).toThrow(/\/proc\/vmstat line 2/);
});

test('no text makes another error', () => { onlyUnreadable((text) => parseVmstat(PATH, text), real); });
