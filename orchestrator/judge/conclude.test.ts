import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faithful } from '../testing/evidence.ts';
import { withFaults } from '../testing/faults.ts';
import { operations } from '../testing/operations.ts';
import { seen } from '../testing/seen.ts';
import { after, attribute, bindTo, state, unbindFrom } from '../testing/worlds.ts';
import { judge, nextAttempt, overAttempts } from './conclude.ts';
import type { Evidence, Phase } from './evidence.ts';
import { isHang } from './findings.ts';
import type { Observation } from '../model/observation.ts';
import type { Operation, SingleOperation } from '../model/operation.ts';
import { predict } from '../model/predict.ts';
import { mayMatch } from './log/matching.ts';
import type { Finding, Judgement } from './verdict.ts';

const LINE = [bindTo(), state(32, 'online_movable'), state(32, 'offline'), unbindFrom()];
const good = (): Evidence[] => faithful({}, LINE);
const before = (type: Evidence['type'], ...more: Evidence[]): Evidence[] => {
  const evidence = good();
  return [...evidence.slice(0, evidence.findIndex((item) => item.type === type)), ...more];
};
const panic: Evidence = { type: 'kernel-log', lines: ['[   10.0] Kernel panic - not syncing: Fatal exception'], operation: 1 };
const warning: Evidence = { type: 'kernel-log', lines: ['[   10.0] WARNING: CPU: 0 PID: 1 at mm/memory_hotplug.c:1451 try_remove_memory+0x1/0x2'], operation: 1 };

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

describe('a mismatch', () => {
  it('is an errno that no outcome has, and says which was expected', () => {
    const judgement = judge(good().map((item) => (item.type === 'result' && item.index === 1 ? { ...item, errno: 12 } : item)));
    expect(judgement.verdict).toBe('model-mismatch');
    expect(judgement.findings).toMatchObject([{ kind: 'errno', operation: 1, title: 'write "online_movable" to memory32/state: ENOMEM instead of OK' }]);
  });

  it('is an errno that no outcome has, whose evidence is also what that failure did not leave as it was', () => {
    const failing = (change: (observation: Observation) => Observation): Judgement => judge(faithful({}, [bindTo(), bindTo()]).map((item) => {
      if (item.type === 'result' && item.index === 1) return { ...item, errno: 12 };
      return item.type === 'observed' && item.index === 1 ? { ...item, observation: change(item.observation) } : item;
    }));
    const facts = ({ findings }: Judgement): string[][] => findings.slice(0, 1).map(({ kind, differences }) => [kind, ...differences.map(({ fact }) => fact)]);
    expect(facts(failing((observation) => observation))).toEqual([['errno', 'errno']]);
    expect(facts(failing((observation) => ({ ...observation, blocks: observation.blocks.slice(0, -1) })))).toEqual([expect.arrayContaining(['errno', 'memory39/state'])]);
  });

  it('is a fact that differs, and the echo of it is not another', () => {
    const judgement = judge(good().map((item) => (item.type === 'observed' && item.index === 1
      ? { ...item, observation: { ...item.observation, zones: item.observation.zones.map((zone) => ({ ...zone, managed: zone.zone === 'Movable' && zone.node === 1 ? 32256 as never : zone.managed })) } } : item)));
    expect(judgement.findings).toHaveLength(1);
    expect(judgement.findings[0]).toMatchObject({ kind: 'state', operation: 1, differences: [{ fact: 'node1/Movable/managed', expected: '32768', seen: '32256' }] });
    expect(judgement.checkedOperations).toBe(1);
  });

  it('in a tally is told once, and all the rest is still held against the model', () => {
    const bent = (from: number, state: string): Judgement => judge(good().map((item) => (item.type === 'observed' && item.index >= from
      ? { ...item, observation: { ...item.observation, nodeMasks: { ...item.observation.nodeMasks, hasNormalMemory: [0, 1] as never }, blocks: item.observation.blocks.map((block) => (item.index === 2 && block.number === 32 ? { ...block, state } : block)) } } : item)));
    const { findings: [mask, ...others], checkedOperations } = bent(1, 'offline');
    expect(mask).toMatchObject({ kind: 'state', operation: 1, title: 'after write "online_movable" to memory32/state: node/has_normal_memory differs from the prediction' });
    expect([others, checkedOperations]).toEqual([[], LINE.length]);
    expect(bent(1, 'going-offline').findings).toMatchObject([{ operation: 1 }, { operation: 2, differences: [{ fact: 'memory32/state' }] }]);
  });

  it('is a block that should not be there, and one that is missing', () => {
    for (const change of [(blocks: readonly unknown[]) => blocks.slice(0, -1), (blocks: readonly unknown[]) => [...blocks, { ...(blocks.at(-1) as object), number: 77 }]]) {
      const judgement = judge(good().map((item) => (item.type === 'observed' && item.index === 0
        ? { ...item, observation: { ...item.observation, blocks: change(item.observation.blocks) as never } } : item)));
      expect(judgement.verdict).toBe('model-mismatch');
      expect(judgement.findings[0]?.differences.map(({ fact }) => fact)).toContain(change([1, 2]).length === 1 ? 'memory39/state' : 'memory77/state');
    }
  });

  it('is a default of the attribute that is not its driver\'s', () => {
    expect(judge(faithful({ attribute: '1' }, LINE))).toMatchObject({ verdict: 'model-mismatch', findings: [{ operation: -1 }] });
  });

  it('is a warning in the log of a guest that otherwise did well', () => {
    const judgement = judge([...before('completed'), warning, { type: 'completed' }]);
    expect(judgement).toMatchObject({ verdict: 'model-mismatch', findings: [{ kind: 'log', title: 'WARNING: try_remove_memory' }] });
  });
});

describe('calls', () => {
  const leaky = (): Evidence[] => good().map((item) => (item.type === 'called' ? { ...item, calls: item.calls.filter(({ fn }) => fn !== 'memory_block_release') } : item));

  it('that are missing are found at the operation and in the balance, and do not end the scenario', () => {
    const judgement = judge(leaky());
    expect(judgement.verdict).toBe('model-mismatch');
    expect(judgement.checkedOperations).toBe(LINE.length);
    expect(judgement.findings.map(({ kind, title, operation }) => [kind, title, operation])).toEqual([
      ['calls', 'during unbind dax0.0 from kmem: memory_block_release: 0 calls instead of 8 calls', 3],
      ['conservation', 'memory_block leak: 8 created, 0 released', 3],
    ]);
  });

  it('that the kernel does not let anyone see are not missed', () => {
    const blind = leaky().map((item) => (item.type === 'call-witness' ? { ...item, observable: item.observable.filter(({ fn }) => fn !== 'memory_block_release') } : item));
    expect(judge(blind).verdict).toBe('pass');
  });

  it('are compared by their arguments and their order', () => {
    const one = judge(good().map((item) => (item.type === 'called' && item.index === 0 ? { ...item, calls: [...item.calls].reverse() } : item)));
    expect(one.findings[0]).toMatchObject({ kind: 'calls', operation: 0, differences: [{ fact: 'call 1 of 3, add_memory_driver_managed' }] });
  });

  it('show a leak per cycle once, with how much a cycle', () => {
    const cycles = faithful({}, [...LINE, ...LINE, ...LINE]).map((item) => (item.type === 'called' ? { ...item, calls: item.calls.filter(({ fn }) => fn !== 'memory_block_release') } : item));
    const { findings } = judge(cycles);
    expect(findings.map(({ title }) => title)).toEqual(['during unbind dax0.0 from kmem: memory_block_release: 0 calls instead of 8 calls', 'memory_block leak: 24 created, 0 released']);
    expect(findings[1]?.differences.at(-1)).toMatchObject({ seen: '8' });
  });
});

describe('a process that was cut off', () => {
  const [one, other, third] = [state(32, 'online_movable'), state(33, 'online_movable'), state(34, 'online_movable')];
  const bound = after({}, bindTo());
  /** Of the first two at once: the second was cut off, and this is what there is. */
  const left = (...done: Operation[]): Evidence[] => [
    ...faithful({}, [bindTo()]).slice(0, -1),
    { type: 'operation', index: 1, operation: { kind: 'together', operations: [one, other] as SingleOperation[] } },
    { type: 'result', index: 1, errno: 0, also: [4], cut: [1] },
    { type: 'called', index: 1, calls: done.flatMap((operation) => predict(bound, operation)[0]?.calls ?? []) },
    { type: 'observed', index: 1, observation: seen(after(bound, ...done)) },
    { type: 'completed' },
  ];

  it('counts as both: it has done its work, or not', () => {
    expect(judge(left(one, other)).verdict).toBe('pass');
    expect(judge(left(one)).verdict).toBe('pass');
  });

  it('excuses nothing else', () => {
    expect(judge(left(one, third)).verdict).toBe('model-mismatch');
    expect(judge(left(other)).verdict).toBe('model-mismatch');
  });
});

describe('conservation', () => {
  const bent = (change: (observation: Observation) => Observation): Judgement => {
    const evidence = good();
    const last = evidence.findLastIndex(({ type }) => type === 'observed');
    return judge(evidence.map((item, place) => (place === last && item.type === 'observed' ? { ...item, observation: change(item.observation) } : item)));
  };
  it('misses the memory of the boot nodes that does not come back', () => {
    const { findings } = bent((now) => ({ ...now, zones: now.zones.map((zone) => (zone.node === 0 && zone.zone === 'DMA32' ? { ...zone, free: zone.free - 4096 as never } : zone)) }));
    expect(findings).toMatchObject([{ kind: 'state' }, { kind: 'conservation', differences: [{ fact: 'KiB of free memory missing', seen: '16384' }, {}] }]);
  });

  it('takes what a failed operation leaves behind as a breach, tells it once, and goes on', () => {
    const evidence = faithful({}, [bindTo(), bindTo(), state(32, 'online_movable')]).map((item) => (item.type === 'observed' && item.index >= 1
      ? { ...item, observation: { ...item.observation, vmstat: { ...item.observation.vmstat, nrMemmapPages: 9999 as never } } } : item));
    expect(judge(evidence)).toMatchObject({
      verdict: 'model-mismatch', checkedOperations: 3,
      findings: [{ kind: 'conservation', operation: 1, title: 'bind dax0.0 to kmem fails with EBUSY and does not give back what it took: nr_memmap_pages' }],
    });
  });
});

describe('what the kernel reports', () => {
  const failing = (...lines: string[]): Evidence[] => faithful({}, [bindTo(), bindTo()]).flatMap((item): Evidence[] => {
    if (item.type !== 'observed' || item.index !== 1) return [item];
    return [{ type: 'kernel-log', lines, operation: 1 }, { ...item, observation: { ...item.observation, vmstat: { ...item.observation.vmstat, nrMemmapPages: 9999 as never } } }];
  });

  it('of a failed operation that is found otherwise is evidence, not another finding', () => {
    const { findings } = judge(failing('[   10.0] WARNING: CPU: 0 PID: 1 at arch/x86/mm/init_64.c:970 add_pages+0x1/0x2', '[   10.0] RIP: 0010:add_pages+0x1/0x2', '[   10.0] ---[ end trace 0000000000000000 ]---'));
    expect(findings.map(({ kind }) => kind)).toEqual(['conservation']);
    expect(findings[0]?.log).toHaveLength(3);
  });

  it('of something else stands for itself', () => {
    const { findings } = judge(failing('[   10.0] WARNING: CPU: 0 PID: 1 at mm/page_alloc.c:1 free_unref_page+0x1/0x2', '[   10.0] ---[ end trace 0000000000000000 ]---'));
    expect(findings.map(({ kind }) => kind).sort()).toEqual(['conservation', 'log']);
  });

  it('as a stall and nothing else is unknown', () => {
    const stall: Evidence = { type: 'kernel-log', lines: ['[   99.0] watchdog: BUG: soft lockup - CPU#0 stuck for 130s! [agent:112]'], operation: 1 };
    expect(judge([...before('completed'), stall, { type: 'completed' }])).toMatchObject({ verdict: 'unknown', stalled: true });
    const both = judge([...before('completed'), stall, warning, { type: 'completed' }]);
    expect([both.verdict, both.stalled]).toEqual(['model-mismatch', undefined]);
  });

  it('is not trusted where lines are missing', () => {
    const dropped: Evidence = { type: 'kernel-log', lines: ['** 12 printk messages dropped **'], operation: 1 };
    expect(judge([...before('completed'), dropped, { type: 'completed' }])).toMatchObject({ verdict: 'infra-failure' });
  });
});

describe('the guest\'s own account of its log', () => {
  const lines = (operation: number, ...more: string[]): Evidence =>
    ({ type: 'kernel-log', operation, lines: [`[   10.0] daxlab: operation ${operation} begin`, ...more, `[   10.1] daxlab: operation ${operation} end`] });
  const account = (index: number, first: number, read: number): Evidence =>
    ({ type: 'log-account', index, account: { first, next: first + read, read, overrun: false, printed: read } });
  const told = (...more: readonly (readonly Evidence[])[]): Evidence[] =>
    good().flatMap((item) => (item.type === 'observed' ? [...more[item.index] ?? [], item] : [item]));

  it('is held against the console behind each operation', () => {
    expect(judge(told([lines(0), account(0, 0, 2)], [lines(1, '[   10.0] x'), account(1, 2, 3)])).verdict).toBe('pass');
    expect(judge(told([lines(0), account(0, 0, 2)], [lines(1), account(1, 2, 3)]))).toMatchObject({ verdict: 'infra-failure', reason: "the kernel's log is not whole: the console shows 2 lines of 3" });
    expect(judge(told([lines(0), account(0, 0, 2)], [lines(1), account(1, 3, 2)]))).toMatchObject({ verdict: 'infra-failure', reason: "the kernel's log is not whole: record 1 of /dev/kmsg was followed by 3" });
    expect(judge(told([account(0, 0, 2)])).verdict).toBe('infra-failure');
  });

  it('leaves no report to be matched where lines are missing', () => {
    const reported = (read: number): Judgement => judge(told([lines(0, '[   10.0] BUG: Bad rss-counter state mm:ffff888004060580 type:MM_FILEPAGES val:3'), account(0, 0, read)]));
    expect(reported(3).findings.map(mayMatch)).toEqual([true]);
    expect(reported(4)).toMatchObject({ verdict: 'model-mismatch', findings: [{ kind: 'log' }] });
    expect(reported(4).findings.map(mayMatch)).toEqual([false]);
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
