/** lockdep, and what the scheduler finds wrong with a context. */
import type { Head } from './head.ts';

const LOCKDEP = [
  'possible (?:circular locking dependency|recursive locking|irq lock inversion dependency) detected', 'inconsistent lock state',
  '\\S+-safe -> \\S+-unsafe lock order detected', 'suspicious RCU usage', 'bad unlock balance detected', 'bad contention detected', 'held lock freed',
  'Nested lock was not taken', 'chain_key collision', 'still has locks held', 'lock held when returning to user space',
].join('|');

export const LOCKING: readonly Head[] = [
  {
    name: 'lockdep', kind: 'locking', fatal: false, ends: 'stack', frames: 'top',
    pattern: new RegExp(`^WARNING: (?:\\S+\\/\\d+ )?(?<what>${LOCKDEP})`),
    title: '{what}[ in {where}]',
    source: ['print_circular_bug_header', 'print_usage_bug', 'lockdep_rcu_suspicious', 'print_held_locks_bug'].map((name) => `kernel/locking/lockdep.c:${name}`),
  },
  {
    name: 'wait context', kind: 'locking', fatal: false, ends: 'stack', frames: 'top',
    pattern: /^\[ BUG: Invalid wait context \]/,
    title: 'BUG: Invalid wait context[ in {where}]',
    source: ['kernel/locking/lockdep.c:print_lock_invalid_wait_context'],
  },
  {
    name: 'non-static key', kind: 'locking', fatal: false, ends: 'stack', frames: 'top',
    pattern: /^INFO: trying to register non-static key/,
    title: 'lock without initialization[ in {where}]',
    source: ['kernel/locking/lockdep.c:assign_lock_key'],
  },
  {
    name: 'scheduling while atomic', kind: 'locking', fatal: false, ends: 'stack', frames: 'top',
    pattern: /^BUG: scheduling while atomic: /,
    title: 'BUG: scheduling while atomic[ in {where}]',
    source: ['kernel/sched/core.c:__schedule_bug'],
  },
  {
    name: 'sleeping in atomic', kind: 'locking', fatal: false, ends: 'stack', frames: 'top',
    pattern: /^BUG: sleeping function called from invalid context at/,
    title: 'BUG: sleeping function called from invalid context[ in {where}]',
    source: ['kernel/sched/core.c:__might_resched'],
  },
  {
    name: 'preemptible', kind: 'locking', fatal: false, ends: 'stack', frames: 'top',
    pattern: /^BUG: using (?<what>\w+)(?:\(\))? in preemptible/,
    title: 'BUG: using {what} in preemptible code[ in {where}]',
    source: ['lib/smp_processor_id.c:check_preemption_disabled'],
  },
  {
    name: 'spinlock', kind: 'locking', fatal: false, ends: 'stack', frames: 'top',
    pattern: /^BUG: (?<what>(?:spinlock|rwlock) .*?) on CPU#\d+/,
    title: 'BUG: {what}[ in {where}]',
    source: ['kernel/locking/spinlock_debug.c:spin_dump', 'kernel/locking/spinlock_debug.c:rwlock_bug'],
  },
  {
    name: 'leaked by work', kind: 'locking', fatal: false, ends: 'stack', frames: 'top',
    pattern: /^BUG: workqueue leaked (?:atomic, )?lock/,
    title: 'BUG: workqueue leaked atomic, lock or RCU[ in {where}]',
    source: ['kernel/workqueue.c:process_one_work'],
  },
  {
    name: 'softirq count', kind: 'locking', fatal: false, ends: 'line',
    pattern: /^(?:softirq: )?huh, entered softirq \d+ (?<what>\w+)/,
    title: 'softirq {what} changed preempt_count',
    source: ['kernel/softirq.c:handle_softirqs'],
  },
];
