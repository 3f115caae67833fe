import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inKernelRange, isKernelRange } from './kernel-range.ts';

describe('inKernelRange', () => {
  it.each([
    ['6.1.0-38-cloud-amd64', '<6.9', true],
    ['6.12.43+deb13-cloud-amd64', '<6.9', false],
    ['6.12.43+deb13-cloud-amd64', '6.12', true],
    ['6.12.43+deb13-cloud-amd64', '=6.12.43', true],
    ['6.12.43+deb13-cloud-amd64', '6.1', false],
    ['6.12.43', '<=6.12', true],
    ['6.12.43', '>6.12', false],
    ['6.12.43', '>6.12.42', true],
    ['7.3.4-cloud-amd64', '>=6.9 <7.0', false],
    ['6.18.5', '>=6.9 <7.0', true],
    ['6.10.0', '>6.9', true],
    ['6.9.0-rc3', '<6.9', false],
    ['6.9', '>=6.9', true],
    ['7', '>=6.9', false],
    ['not a release', '>=0.0', false],
  ])('%s in %s: %s', (release, range, expected) => {
    expect(inKernelRange(release, range)).toBe(expected);
  });

  it('has every version on exactly one side of a bound, or within it', () => {
    const number = fc.nat({ max: 99 });
    fc.assert(fc.property(fc.tuple(number, number, number), fc.tuple(number, number), ([a, b, c], [major, minor]) => {
      const release = `${a}.${b}.${c}`;
      const sides = ['<', '=', '>'].filter((operator) => inKernelRange(release, `${operator}${major}.${minor}`));
      expect(sides).toHaveLength(1);
    }));
  });

  it('throws for a text that is no range', () => {
    expect(() => inKernelRange('6.1', 'new')).toThrow("not a range of kernel versions: 'new'");
  });
});

describe('isKernelRange', () => {
  it.each(['<6.9', '>=6.9 <7.0', '6.12', ' =6.12.43 '])('%j is one', (text) => {
    expect(isKernelRange(text)).toBe(true);
  });

  it.each(['', 'debian:6.1', '< 6.9', '~6.9', './6.1'])('%j is none', (text) => {
    expect(isKernelRange(text)).toBe(false);
  });
});
