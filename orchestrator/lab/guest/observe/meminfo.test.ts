import fc from 'fast-check';
import { expect, test } from 'vitest';
import { capturedFile } from './fixtures/captured.ts';
import { onlyUnreadable } from './fixtures/strictness.ts';
import { parseMeminfo } from './meminfo.ts';

const PATH = '/proc/meminfo';
const real = capturedFile('6.12.117-cxl-partly-online', PATH);

test('a real one', () => {
  const valueOf = (label: string): number => Number(new RegExp(`^${label}: +(\\d+)`, 'm').exec(real)?.[1]);
  expect(parseMeminfo(PATH, real)).toEqual({
    memTotal: valueOf('MemTotal'), memFree: valueOf('MemFree'), commitLimit: valueOf('CommitLimit'), hardwareCorrupted: 0,
    directMap4k: valueOf('DirectMap4k'), directMap2M: valueOf('DirectMap2M'), directMap1G: valueOf('DirectMap1G'),
  });
  // 2 MiB of each 128 MiB block hold its memmap: three blocks are online.
  expect(parseMeminfo(PATH, real).memTotal - parseMeminfo(PATH, capturedFile('6.12.117-cxl-prepared', PATH)).memTotal).toBe(3 * 129024);
});

test('any values come back, and lines that nobody asked for are let be', () => {
  fc.assert(fc.property(fc.nat(), fc.nat(), fc.option(fc.nat(), { nil: undefined }), (total, free, limit) => {
    const text = `MemTotal: ${String(total).padStart(14)} kB\nMemFree: ${String(free).padStart(15)} kB\nNewThing(x): 7\n${limit === undefined ? '' : `CommitLimit: ${limit} kB\n`}`;
    expect(parseMeminfo(PATH, text)).toMatchObject({ memTotal: total, memFree: free, commitLimit: limit });
  }));
});

test.each([
  ['MemTotal: 1 kB\n', /MemTotal and MemFree/],
  ['MemTotal: 1 kB\nMemFree: 1 kB\nMemFree: 2 kB\n', /line 3.*\n.*MemFree once/],
  ['MemTotal: 1 kB\nMemFree: x kB\n', /line 2/],
])('%j is refused', (text, message) => {
  expect(() => parseMeminfo(PATH, text)).toThrow(message);
});

test('no text makes another error', () => { onlyUnreadable((text) => parseMeminfo(PATH, text), real); });
