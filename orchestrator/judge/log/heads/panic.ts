import type { Head } from './head.ts';

export const PANIC: readonly Head[] = [
  {
    name: 'panic', kind: 'panic', fatal: true, ends: 'halt', frames: 'top',
    pattern: /^Kernel panic - not syncing: (?<what>.*)/,
    title: 'Kernel panic: {what}',
    source: ['kernel/panic.c:vpanic', 'kernel/panic.c:panic'],
  },
  {
    name: 'early exception', kind: 'panic', fatal: true, ends: 'stack', frames: 'top',
    pattern: /^PANIC: early exception (?:0x)?(?<what>[0-9a-f]+)/,
    title: 'PANIC: early exception {what}[ in {where}]',
    source: ['arch/x86/mm/extable.c:early_fixup_exception'],
  },
  {
    name: 'double fault', kind: 'oops', fatal: true, ends: 'trace mark', frames: 'top',
    pattern: /^(?:traps: )?PANIC: double fault/,
    title: 'PANIC: double fault[ in {where}]',
    continuedBy: /^(?:Oops: )?double fault: /,
    source: ['arch/x86/kernel/traps.c:exc_double_fault'],
  },
];

/** What panic() says when another report made it panic: it is the end of that one, not a finding of its own. */
export const CONSEQUENCE = new RegExp(
  `^Kernel panic - not syncing: (?:${[
    'Fatal exception', // arch/x86/kernel/dumpstack.c:oops_end
    '\\S+: panic_on_warn set', // kernel/panic.c:check_panic_on_warn
    'softlockup: hung tasks', 'Hard LOCKUP', 'hung_task: blocked tasks', 'RCU Stall', 'workqueue: ', // kernel/watchdog.c, hung_task.c, rcu/tree_stall.h, workqueue.c
    'k[a-z]+\\.(?:fault=)?panic', // mm/kasan/report.c, mm/kfence/report.c
    'Out of memory', 'System is deadlocked on memory', // mm/oom_kill.c
    '(?:Fatal |Local fatal )?.*machine check', // arch/x86/kernel/cpu/mce/core.c
    'Memory failure on page', // mm/memory-failure.c
    'scheduling while atomic', // kernel/sched/core.c:__schedule_bug
  ].join('|')})`,
);
