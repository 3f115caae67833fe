import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../model/operation.ts';
import { faithful } from '../testing/evidence.ts';
import { withFaults } from '../testing/faults.ts';
import { operations } from '../testing/operations.ts';
import { attribute, bindTo, state } from '../testing/worlds.ts';
import { judge, nextAttempt, overAttempts } from './conclude.ts';
import type { Evidence, Phase } from './evidence.ts';
import { isHang } from './findings.ts';
import { before, good, LINE, panic, warning } from './fixtures/a-line.ts';
import type { Finding, Judgement } from './verdict.ts';

describe('a pass', () => {
  it('is a guest that does what the model says, whatever is asked of it', () => {
    fc.assert(fc.property(fc.array(operations([32, 33, 39, 50]), { minLength: 1, maxLength: 15 }), fc.nat(1), (list, branch) => {
      const judgement = judge(faithful({}, list, (count) => branch % count));
      expect(judgement).toEqual({ verdict: 'pass', reason: undefined, findings: [], checkedOperations: list.length });
    }), { numRuns: 50 });
  });

  it('is one whose memory notifier is told to fail, and whose pages are poisoned', () => {
    fc.assert(fc.property(fc.array(withFaults([32, 33, 39, 50]), { minLength: 1, maxLength: 15 }), fc.nat(1), fc.constantFrom('0', '1'), fc.constantFrom('offline', 'online_movable'), (list, branch, value, autoOnline) => {
      const judgement = judge(faithful({ faults: true, autoOnline }, [attribute(value), ...list], (count) => branch % count));
      expect(judgement).toEqual({ verdict: 'pass', reason: undefined, findings: [], checkedOperations: list.length + 1 });
    }), { numRuns: 50 });
  });

  it('needs every operation, and at least one', () => {
    expect(judge(before('completed')).verdict).toBe('unknown');
    expect(judge(faithful({}, [])).verdict).toBe('unknown');
    expect(judge([]).verdict).toBe('unknown');
  });
});

describe('crash, hang, boot and infrastructure', () => {
  it('are told apart by the log and by how far the guest came', () => {
    const lost = (how: 'hang' | 'exit' | 'connection'): Evidence => ({ type: 'guest-lost', phase: 'operation', how, reason: 'no answer' });
    expect(judge(before('completed', panic, lost('exit'))).verdict).toBe('kernel-crash');
    expect(judge(before('completed', panic, lost('hang'))).verdict).toBe('kernel-crash');
    expect(judge(before('completed', lost('hang'))).verdict).toBe('guest-hang');
    expect(judge(before('completed', lost('connection'))).verdict).toBe('infra-failure');
    expect(judge(before('completed', lost('exit'))).verdict).toBe('infra-failure');
    expect(judge([{ type: 'boot-failed', reason: 'no init' }]).verdict).toBe('boot-failure');
    expect(judge([panic, { type: 'boot-failed', reason: 'no init' }])).toMatchObject({ verdict: 'boot-failure', findings: [{ kind: 'log' }] });
    expect(judge([{ type: 'infrastructure', phase: 'boot', reason: 'QEMU is missing' }]).verdict).toBe('infra-failure');
    expect(judge([{ type: 'booted', release: '6.1', accelerator: 'tcg' }, { type: 'unsupported', reason: 'no attribute' }]).verdict).toBe('unsupported');
  });

  it('have a finding where nothing but the silence tells of a hang, the same whatever block or device it was', () => {
    const lost = (phase: Phase): Evidence => ({ type: 'guest-lost', phase, how: 'hang', reason: 'no answer in 120 s' });
    const hung = (operations: readonly Operation[], phase: Phase, type: Evidence['type']): Finding[] => {
      const evidence = faithful({}, operations);
      return [...judge([...evidence.slice(0, evidence.findLastIndex((item) => item.type === type)), lost(phase)]).findings];
    };
    expect(hung(LINE, 'operation', 'result')).toMatchObject([{ kind: 'log', title: 'hang in unbind dax0.0 from kmem', operation: 3, differences: [{ seen: 'none: no answer in 120 s' }], log: [] }]);
    expect(hung(LINE, 'observe', 'observed')).toMatchObject([{ title: 'hang after unbind dax0.0 from kmem', operation: 3 }]);
    expect(hung([], 'baseline', 'baseline')).toMatchObject([{ title: 'hang at the first observation', operation: -1 }]);
    const [one, other, offline] = [33, 34].map((block) => hung([bindTo(), state(block, 'online')], 'operation', 'result')[0]).concat(hung([bindTo(), state(33, 'offline')], 'operation', 'result'));
    expect(one && isHang(one)).toBe(true);
    expect([other?.fingerprint === one?.fingerprint, offline?.fingerprint === one?.fingerprint]).toEqual([true, false]);
    expect(judge([...before('completed', warning), lost('operation')])).toMatchObject({ verdict: 'guest-hang', findings: [{ title: 'WARNING: try_remove_memory' }] });
  });

  it('never become a pass because more evidence follows', () => {
    const whole = good();
    for (const bad of [panic, { type: 'infrastructure', phase: 'observe', reason: 'disk full' } as const, { type: 'guest-lost', phase: 'observe', how: 'hang', reason: 'x' } as const]) {
      for (let place = 0; place <= whole.length; place++) expect(judge([...whole.slice(0, place), bad, ...whole.slice(place)]).verdict).not.toBe('pass');
    }
  });
});

describe('attempts', () => {
  const of = (verdict: Judgement['verdict'], findings = 0): Judgement => ({ verdict, checkedOperations: 0, findings: judge([panic]).findings.slice(0, findings) });
  it('are made again for infrastructure and boots only', () => {
    for (const verdict of ['infra-failure', 'boot-failure'] as const) {
      expect(Array.from({ length: 4 }, (_, made) => nextAttempt(Array<Judgement>(made).fill(of(verdict))))).toEqual(['ordinary', 'ordinary', 'ordinary', undefined]);
    }
    for (const verdict of ['pass', 'model-mismatch', 'kernel-crash', 'guest-hang', 'unsupported', 'unknown'] as const) expect(nextAttempt([of(verdict)])).toBeUndefined();
  });

  describe('after a stall', () => {
    const stalled = (...fingerprints: string[]): Judgement =>
      ({ ...of('unknown'), stalled: true, findings: fingerprints.map((fingerprint) => ({ kind: 'log', title: 't', fingerprint, operation: 0, differences: [], log: [] })) });

    it('are quiet: one, and more only where that came to nothing', () => {
      expect(nextAttempt([stalled('a')])).toBe('quiet');
      expect(nextAttempt([of('infra-failure'), of('infra-failure'), stalled('a')])).toBe('quiet');
      expect(nextAttempt([stalled('a'), of('infra-failure')])).toBe('quiet');
      expect(nextAttempt([stalled('a'), of('infra-failure'), of('infra-failure'), of('infra-failure')])).toBeUndefined();
      for (const last of [stalled('a'), of('pass'), of('model-mismatch')]) expect(nextAttempt([stalled('a'), last])).toBeUndefined();
    });

    it('decide: the same stall counts, another does not, and a pass does not undo it', () => {
      expect(overAttempts([stalled('a', 'b'), stalled('b', 'c')])).toMatchObject({ verdict: 'model-mismatch', findings: [{ fingerprint: 'b' }] });
      expect(overAttempts([stalled('a'), stalled('b')])).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('1 of 2 runs') as string, findings: [{ fingerprint: 'a' }] });
      expect(overAttempts([stalled('unmatched-a'), stalled('unmatched-a')]).verdict).toBe('unknown');
      expect(overAttempts([stalled('a'), of('pass')])).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('1 of 2 runs') as string, findings: [{ fingerprint: 'a' }] });
      expect(overAttempts([stalled('a'), of('infra-failure')])).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('1 of 1 run') as string });
      expect(overAttempts([stalled('a'), of('guest-hang')]).verdict).toBe('guest-hang');
    });
  });

  it('blame the kernel for a boot only when it said so every time', () => {
    expect(overAttempts([of('boot-failure', 1), of('boot-failure', 1), of('boot-failure', 1)]).findings).toHaveLength(1);
    expect(overAttempts([of('boot-failure', 1), of('boot-failure', 0), of('boot-failure', 1)]).findings).toHaveLength(0);
    expect(overAttempts([of('infra-failure'), of('pass')]).verdict).toBe('pass');
  });
});
