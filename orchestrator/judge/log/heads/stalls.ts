/** What the watchdogs say. All of it is a matter of time: on a host that is short of processors a sound kernel says it too. */
import type { Head } from './head.ts';

export const STALLS: readonly Head[] = [
  {
    name: 'soft lockup', kind: 'stall', fatal: false, ends: 'stack', frames: 'entry', stall: true, dumps: true,
    pattern: /^watchdog: BUG: soft lockup - CPU#\d+ stuck for/,
    title: 'soft lockup[ in {where}]',
    source: ['kernel/watchdog.c:watchdog_timer_fn'],
  },
  {
    name: 'hard lockup', kind: 'stall', fatal: false, ends: 'stack', frames: 'entry', stall: true, dumps: true,
    pattern: /^(?:NMI )?watchdog: (?:CPU\d+: )?Watchdog detected hard LOCKUP/,
    title: 'hard lockup[ in {where}]',
    source: ['kernel/watchdog.c:watchdog_hardlockup_check'],
  },
  {
    name: 'hung task', kind: 'stall', fatal: false, ends: 'stack', frames: 'top', stall: true, dumps: true,
    pattern: /^INFO: task .+:\d+ blocked(?: in I\/O wait)? for more than \d+ seconds/,
    title: 'task hung[ in {where}]',
    source: ['kernel/hung_task.c:hung_task_info', 'kernel/hung_task.c:check_hung_task'],
  },
  {
    name: 'RCU stall', kind: 'stall', fatal: false, ends: 'stack', frames: 'entry', stall: true, dumps: true,
    pattern: /^(?:rcu: )?INFO: rcu_\w+ (?:self-)?detected (?:expedited )?stalls?/,
    title: 'RCU stall[ in {where}]',
    source: ['kernel/rcu/tree_stall.h:print_cpu_stall', 'kernel/rcu/tree_stall.h:print_other_cpu_stall', 'kernel/rcu/tree_exp.h:synchronize_rcu_expedited_stall'],
  },
  {
    name: 'workqueue lockup', kind: 'stall', fatal: false, ends: 'line', stall: true, dumps: true,
    pattern: /^BUG: workqueue lockup - pool/,
    title: 'workqueue lockup',
    source: ['kernel/workqueue.c:wq_watchdog_timer_fn'],
  },
  {
    name: 'late reschedule', kind: 'stall', fatal: false, ends: 'stack', frames: 'entry', stall: true,
    pattern: /^sched: CPU \d+ need_resched set for/,
    // From a WARN() up to 6.12.
    continuedBy: /^WARNING: .*resched_latency_warn/,
    title: 'no reschedule[ in {where}]',
    source: ['kernel/sched/debug.c:resched_latency_warn'],
  },
];
