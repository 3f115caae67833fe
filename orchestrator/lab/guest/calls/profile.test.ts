import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CalledFunction } from '../../../model/calls.ts';
import { InfrastructureError } from '../../errors.ts';
import { missedCalls } from './profile.ts';

const PROBES: readonly CalledFunction[] = ['arch_add_memory', 'memory_block_release'];
/** As 6.12 and 7.3 print it. */
const PROFILE = '  arch_add_memory                                            8               0\n  memory_block_release                                      24               0\n';

describe('what the probes have missed', () => {
  it('is the sum over all of them', () => {
    expect(missedCalls(PROFILE, PROBES)).toBe(0);
    expect(missedCalls(PROFILE.replace('24               0', '24               2').replace(' 8               0', ' 8               1'), PROBES)).toBe(3);
    expect(missedCalls('', [])).toBe(0);
  });

  it('is not known where a probe has no line, or where there is none at all', () => {
    expect(() => missedCalls('', PROBES)).toThrow(/a line for each of 2 probes[\s\S]*none for arch_add_memory, memory_block_release/);
    expect(() => missedCalls(PROFILE.split('\n').slice(1).join('\n'), PROBES)).toThrow(InfrastructureError);
  });

  it('is not known where a line is cut', () => {
    fc.assert(fc.property(fc.nat(PROFILE.length - 3), (length) => {
      expect(() => missedCalls(PROFILE.slice(0, length), PROBES)).toThrow(InfrastructureError);
    }));
  });
});
