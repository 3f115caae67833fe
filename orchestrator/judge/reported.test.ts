import { describe, expect, it } from 'vitest';
import { faithful } from '../testing/evidence.ts';
import { bindTo } from '../testing/worlds.ts';
import { judge } from './conclude.ts';
import type { Evidence } from './evidence.ts';
import { before, good, warning } from './fixtures/a-line.ts';
import { mayMatch } from './log/matching.ts';
import type { Judgement } from './verdict.ts';

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
