import { describe, expect, it } from 'vitest';
import { covers, matchesKernel } from './suite-filter.ts';

const ROW = { scenario: 'cycle', machine: 'cxl', kernel: 'debian:6.12', policy: 'default', attribute: '1' };

describe('covers', () => {
  it.each([
    [{}, true], [{ machines: ['cxl'], policies: ['default'], attribute: ['1'], scenarios: ['cycle'], kernels: ['6.12'] }, true],
    [{ machines: ['hmem'] }, false], [{ policies: ['auto-online'] }, false], [{ scenarios: ['stuck'] }, false], [{ attribute: ['0'] }, false], [{ kernels: ['<6.9'] }, false],
  ])('%j: %s', (filter, covered) => {
    expect(covers(filter, ROW)).toBe(covered);
  });

  it('leaves a row without an attribute value to filters that name none', () => {
    expect(covers({ attribute: ['0', '1'] }, { ...ROW, attribute: undefined })).toBe(false);
  });
});

describe('matchesKernel', () => {
  it.each([
    ['6.12', 'debian:6.12', undefined, true], ['6.12', 'debian:6.12+full', undefined, true], ['>=6.12.90', 'debian:6.12', '6.12.95', true], ['>=6.12.90', 'debian:6.12', undefined, false],
    ['<6.9', 'build:old', undefined, false], ['<6.9', 'build:old', '6.1.0', true], ['build:old', 'build:old', undefined, true], ['debian:6.12', 'debian:6.12.43', '6.12.43', false],
  ])('%s, asked for %s, release %s: %s', (pattern, kernel, release, matches) => {
    expect(matchesKernel(pattern, { kernel, release })).toBe(matches);
  });
});
