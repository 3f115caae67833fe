/**
 * Lines with which x86 kernels begin to say that something is wrong, as data. `fatal`: the kernel, or the task that printed it,
 * does not go on. Source: the printk of the function named.
 */
export interface Head {
  readonly name: string;
  readonly pattern: RegExp;
  readonly fatal: boolean;
}

export const HEADS: readonly Head[] = [
  // kernel/panic.c:panic
  { name: 'panic', pattern: /Kernel panic - not syncing: (?<what>.*)/, fatal: true },
  // arch/x86/mm/fault.c:show_fault_oops
  { name: 'page fault', pattern: /BUG: (?<what>unable to handle (?:page fault|kernel [^ ]+ ?[^ ]*)|kernel NULL pointer dereference)/, fatal: true },
  // lib/bug.c:report_bug and include/asm-generic/bug.h
  { name: 'BUG', pattern: /kernel BUG at (?<what>[^ !]+)/, fatal: true },
  // arch/x86/kernel/traps.c:exc_general_protection
  { name: 'general protection', pattern: /general protection fault(?<what>)/, fatal: true },
  // arch/x86/kernel/dumpstack.c:__die_header
  { name: 'Oops', pattern: /\bOops: (?<what>[^#:[]*)/, fatal: true },
  // kernel/watchdog.c:watchdog_timer_fn
  { name: 'soft lockup', pattern: /watchdog: BUG: soft lockup(?<what>)/, fatal: false },
  // kernel/watchdog.c:watchdog_hardlockup_check
  { name: 'hard lockup', pattern: /(?:watchdog: Watchdog detected hard LOCKUP|NMI watchdog: Watchdog detected hard LOCKUP)(?<what>)/, fatal: true },
  // mm/page_alloc.c:bad_page
  { name: 'bad page', pattern: /BUG: Bad page (?<what>state|map|cache)/, fatal: false },
  // mm/slub.c:slab_bug
  { name: 'slab', pattern: /BUG [\w.-]+ \([^)]*\): (?<what>.*)/, fatal: false },
  // lib/list_debug.c
  { name: 'list corruption', pattern: /(?<what>list_(?:add|del) corruption)/, fatal: false },
  // lib/refcount.c:refcount_warn_saturate
  { name: 'refcount', pattern: /refcount_t: (?<what>[^.;]*)/, fatal: false },
  // kernel/panic.c:__warn
  { name: 'WARNING', pattern: /WARNING: CPU: \d+ PID: \d+ at \S+ (?<what>[\w.]+)/, fatal: false },
  // kernel/panic.c:__warn, from 6.17
  { name: 'WARNING', pattern: /WARNING: [\w/.-]+:\d+ at (?<what>[\w.]+)/, fatal: false },
  // kernel/locking/lockdep.c
  { name: 'lockdep', pattern: /WARNING: (?<what>possible (?:circular|recursive|irq) .*|inconsistent lock state|suspicious RCU usage)/, fatal: false },
  // kernel/hung_task.c:check_hung_task
  { name: 'hung task', pattern: /INFO: task (?<what>[^ :]+):\d+ blocked for more than/, fatal: false },
  // kernel/rcu/tree_stall.h
  { name: 'RCU stall', pattern: /rcu: INFO: rcu_\w+ (?:self-)?detected (?<what>(?:expedited )?stalls?)/, fatal: false },
  // mm/kasan/report.c, mm/kfence/report.c, kernel/kcsan/report.c
  { name: 'sanitizer', pattern: /BUG: (?<what>(?:KASAN|KFENCE|KCSAN): [\w -]+)/, fatal: false },
  // lib/ubsan.c:ubsan_prologue
  { name: 'sanitizer', pattern: /(?<what>UBSAN: [\w -]+)/, fatal: false },
  // mm/oom_kill.c:__oom_kill_process
  { name: 'out of memory', pattern: /Out of memory(?:[^:]*): Killed process \d+ \((?<what>[^)]*)\)/, fatal: false },
];
