import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatKernelName, parseKernelName } from './kernel-name.ts';

describe('parseKernelName', () => {
  it('reads the three kinds', () => {
    expect(parseKernelName('debian:6.12')).toEqual({ kind: 'debian', version: '6.12', flavour: 'cloud' });
    expect(parseKernelName('debian:6.12.43')).toEqual({ kind: 'debian', version: '6.12.43', flavour: 'cloud' });
    expect(parseKernelName('debian:6.12+full')).toEqual({ kind: 'debian', version: '6.12', flavour: 'full' });
    expect(parseKernelName('debian:6.12.90+deb12.1')).toEqual({ kind: 'debian', version: '6.12.90+deb12.1', flavour: 'cloud' });
    expect(parseKernelName('build:kasan')).toEqual({ kind: 'build', name: 'kasan' });
    expect(parseKernelName('arch/x86/boot/bzImage')).toEqual({ kind: 'file', path: 'arch/x86/boot/bzImage' });
    expect(parseKernelName('bzImage')).toEqual({ kind: 'file', path: 'bzImage' });
  });

  it.each([
    ['debain:6.12', 'perhaps debian:6.12'],
    ['6.12', 'perhaps debian:6.12; a file of that name is ./6.12'],
    ['debian:', 'debian:<version>'],
    ['debian:new', 'debian:<version>'],
    ['build:../x', 'build:<name>'],
    ['', 'seen:     ""'],
  ])('refuses %j and says %s', (text, words) => {
    expect(() => parseKernelName(text)).toThrow(words);
  });

  it('throws nothing but ConfigError, and what it reads it writes again', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.string().map((rest) => `debian:${rest}`), fc.string().map((rest) => `build:${rest}`)), (text) => {
      let written: string | undefined;
      try {
        written = formatKernelName(parseKernelName(text));
      } catch (error) {
        expect(error).toHaveProperty('name', 'ConfigError');
      }
      expect(written ?? text).toBe(text);
    }));
  });
});
