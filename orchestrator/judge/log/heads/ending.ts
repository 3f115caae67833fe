/** How a report ends, which is how a cut one is told from a whole one. */

/**
 * - `trace mark`: `---[ end trace`
 * - `stack`: the end of its call trace
 * - `rule`: a line of `====`
 * - `line`: it is one line
 * - `victim`: the line that names what was killed
 * - `halt`: the last words of panic()
 */
export type Ending = 'trace mark' | 'stack' | 'rule' | 'line' | 'victim' | 'halt';

export const LAST_LINE: Record<Ending, RegExp> = {
  // kernel/panic.c:print_oops_end_marker, lib/ubsan.c:ubsan_epilogue
  'trace mark': /^---\[ end trace/,
  // arch/x86/kernel/dumpstack.c:show_trace_log_lvl; a stall that ended by itself has no stack to show (kernel/rcu/tree_stall.h)
  stack: /^ <\/TASK>$|: (?:Stall ended before|All QSes seen)|but suppressed full report/,
  rule: /^={20,}$/,
  line: /^/,
  // mm/oom_kill.c:__oom_kill_process, out_of_memory
  victim: /: Killed process \d|no killable processes|OOM victim \d+ .* is already exiting/,
  // arch/x86/kernel/setup.c:dump_kernel_offset, kernel/panic.c:vpanic
  halt: /^Kernel Offset: |^---\[ end Kernel panic|^Rebooting in \d/,
};

/**
 * Lines a whole report may have. The longest that guests printed: an OOM kill with its panic 130 (a line more for each task there is), a
 * WARN with its panic 91, a slab report 89, an oops 75, an RCU stall 68 on one processor. Lockdep prints every lock's history.
 */
export const MOST_LINES: Record<Ending, number> = { 'trace mark': 300, stack: 1500, rule: 600, line: 300, victim: 5000, halt: 300 };

/**
 * Lines after the last that still belong to the report: what die() and panic() add, and what mm/slub.c repairs.
 * @see oops_end [arch/x86/kernel/dumpstack.c], add_taint [kernel/panic.c]
 */
export const TRAILER = /^(?:RIP: |Code: |RSP: |R[A-Z0-9]{2}: |FS: |CS: |CR[0-9]: |DR[0-9]: |PKRU: |---\[ end |Kernel Offset: |Rebooting in |Disabling lock debugging|note: .+ exited with|FIX |mce: \[Hardware Error\]|Dazed and confused|Disabling IRQ|oom_reaper: |\[[\w ]+ overwritten\] )/;

/** What a stack dump consists of, for heads that may have more of them behind their end. */
export const DUMP = /^(?:CPU: \d|Tainted: |Hardware name: |Modules linked in:|Call Trace:|task:|NMI backtrace for|Sending NMI|handlers:|Preemption disabled at|in_atomic\(\): |Workqueue: |INFO: task .+ (?:is )?blocked on an? (?:rw-)?(?:mutex|semaphore)|rcu: |kmemleak: {3}|RIP: | +\S| <\/?[A-Z#]+>|$|\[<)/;
