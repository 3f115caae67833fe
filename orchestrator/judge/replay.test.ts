import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faithful } from '../testing/evidence.ts';
import { bindTo, unbindFrom } from '../testing/worlds.ts';
import { judge } from './conclude.ts';
import type { Evidence } from './evidence.ts';
import { judgeAttempts, weighAttempt, type Attempts } from './replay.ts';

const PASSES: readonly Evidence[] = faithful({}, [bindTo(), unbindFrom()]);
const FAILS: readonly Evidence[] = PASSES.map((one) => (one.type === 'result' ? { ...one, errno: 5 } : one));
const LOST: readonly Evidence[] = [{ type: 'infrastructure', phase: 'boot', reason: 'QEMU ended' }];

const attempts = (...evidence: (readonly Evidence[])[]): Attempts =>
  evidence.reduce<Attempts>((all, one, place) => one.reduce((so, next) => weighAttempt(so, place + 1, next), all), []);

describe('attempts that are judged from their evidence', () => {
  it('come to what the judge says of each, whichever was told first', () => {
    for (const evidence of [PASSES, FAILS, LOST]) expect(judgeAttempts(attempts(evidence))).toEqual(judge(evidence));
    fc.assert(fc.property(fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (order) => {
      const all = [LOST, LOST, PASSES];
      const told = order.reduce<Attempts>((so, place) => (all[place] ?? []).reduce((before, next) => weighAttempt(before, place + 1, next), so), []);
      expect(judgeAttempts(told)).toEqual(judge(PASSES));
    }));
  });

  it('count a stall that the quiet run shows again, and do not take another run for a pass', () => {
    const stalls = PASSES.flatMap((one): Evidence[] => (one.type === 'completed' ? [{ type: 'kernel-log', lines: ['[   10.0] BUG: workqueue lockup - pool cpus=0 node=0 flags=0x0 nice=0 stuck for 214s!'] }, one] : [one]));
    expect(judgeAttempts(attempts(LOST, stalls, stalls)).verdict).toBe('model-mismatch');
    expect(judgeAttempts(attempts(stalls, PASSES)).verdict).toBe('unknown');
  });

  it('are not made better by what was tried after a verdict about the kernel', () => {
    expect(judgeAttempts(attempts(LOST, FAILS, PASSES)).verdict).toBe('model-mismatch');
    expect(judgeAttempts(attempts(LOST, PASSES)).verdict).toBe('pass');
    expect(judgeAttempts([]).verdict).toBe('unknown');
  });
});
