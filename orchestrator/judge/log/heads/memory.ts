/** What mm/ finds wrong with memory, and running out of it. */
import type { Head } from './head.ts';

export const MEMORY: readonly Head[] = [
  {
    name: 'bad page state', kind: 'memory', fatal: false, ends: 'stack', frames: 'top',
    pattern: /^BUG: Bad page state in process/,
    title: 'BUG: Bad page state[ in {where}]',
    source: ['mm/page_alloc.c:bad_page'],
  },
  {
    name: 'bad page map', kind: 'memory', fatal: false, ends: 'stack', frames: 'top',
    pattern: /^BUG: Bad page map in process/,
    title: 'BUG: Bad page map[ in {where}]',
    source: ['mm/memory.c:print_bad_page_map', 'mm/memory.c:print_bad_pte'],
  },
  {
    name: 'bad page cache', kind: 'memory', fatal: false, ends: 'stack', frames: 'top',
    pattern: /^BUG: Bad page cache in process/,
    title: 'BUG: Bad page cache[ in {where}]',
    source: ['mm/filemap.c:filemap_unaccount_folio'],
  },
  {
    name: 'rss-counter', kind: 'memory', fatal: false, ends: 'line',
    pattern: /^BUG: Bad rss-counter state .*\btype:(?<what>\w+)/,
    title: 'BUG: Bad rss-counter state: {what}',
    source: ['kernel/fork.c:check_mm'],
  },
  {
    name: 'page tables left', kind: 'memory', fatal: false, ends: 'line',
    pattern: /^BUG: non-zero pgtables_bytes on freeing mm/,
    title: 'BUG: non-zero pgtables_bytes on freeing mm',
    source: ['kernel/fork.c:check_mm'],
  },
  {
    name: 'slab', kind: 'memory', fatal: false, ends: 'stack', frames: 'top',
    pattern: /^BUG (?<cache>\S+) \((?:Not tainted|Tainted: [^)]*)\): (?<what>[^.:]*)/,
    title: 'BUG {cache}: {what}[ in {where}]',
    // Up to 6.14 the head itself says which bytes; later, and in 6.12 by now, it is "Object corrupt" for all of them [mm/slub.c:check_bytes_and_report].
    before: /^\[(?<what>[\w ]+ overwritten)\] 0x/,
    // Up to 6.14 a stack follows, later a WARN.
    continuedBy: /^-+\[ cut here|^WARNING: .*(?:slub|object_err|slab_)/,
    source: ['mm/slub.c:__slab_bug', 'mm/slub.c:slab_bug', 'mm/slub.c:check_bytes_and_report'],
  },
  {
    // Each object by itself, with who allocated it, where kmemleak is told to be verbose.
    name: 'leaked object', kind: 'memory', fatal: false, ends: 'line', frames: 'top', lists: true, dumps: true,
    pattern: /^kmemleak: unreferenced object 0x[0-9a-f]+ \(size \d+\):/,
    title: 'kmemleak: unreferenced object[ in {where}]',
    continuedBy: /^kmemleak: \d+ new suspected memory leaks/,
    source: ['mm/kmemleak.c:print_unreferenced'],
  },
  {
    name: 'leaks', kind: 'memory', fatal: false, ends: 'line',
    pattern: /^kmemleak: \d+ new suspected memory leaks/,
    title: 'kmemleak: new suspected memory leaks',
    source: ['mm/kmemleak.c:kmemleak_scan'],
  },
  {
    name: 'page tables', kind: 'memory', fatal: false, ends: 'line',
    pattern: /^(?<what>PAGETABLE BUG #\d+)/,
    title: '{what}',
    source: ['arch/x86/mm/init_64.c:fill_p4d'],
  },
  {
    name: 'allocation failure', kind: 'memory', fatal: false, ends: 'stack', frames: 'top',
    pattern: /^.{1,15}: (?<what>page allocation failure|vmemmap alloc failure|[^:,]*(?:fail|error)[^:,]*)[:,].* mode:0x[0-9a-f]+\(/,
    title: '{what}[ in {where}]',
    source: ['mm/page_alloc.c:warn_alloc'],
  },
  {
    name: 'memory failure', kind: 'hardware', fatal: false, ends: 'line',
    pattern: /^Memory failure: 0x[0-9a-f]+: (?<what>recovery action for .*|Unknown page state|unhandlable page|.*still referenced|failed to unmap page|forcibly killing|memory outside kernel control)/,
    title: 'Memory failure: {what}',
    source: ['mm/memory-failure.c:action_result', 'mm/memory-failure.c:memory_failure'],
  },
  {
    name: 'out of memory', kind: 'out-of-memory', fatal: false, ends: 'victim',
    pattern: /^.{1,15} invoked oom-killer: gfp_mask=/,
    title: 'Out of memory',
    continuedBy: /: Killed process \d/,
    source: ['mm/oom_kill.c:dump_header'],
  },
  {
    // A report of its own only where the one above was held back or lost.
    name: 'OOM kill', kind: 'out-of-memory', fatal: false, ends: 'line',
    pattern: /^(?:Memory cgroup out|Out) of memory(?: \([^)]*\))?: Killed process \d/,
    title: 'Out of memory',
    source: ['mm/oom_kill.c:__oom_kill_process'],
  },
];
