/** WARN() and what is said just before it or before BUG(), which names the trouble better than they do. */
import type { Head } from './head.ts';

/** A message, and the WARN() or BUG() behind it, in whose file or function it stands. */
const warnsOrBugs = (where: string): RegExp => new RegExp(`^-+\\[ cut here|^(?:WARNING: |[kK]ernel BUG at ).*${where}|^(?:Oops: )?invalid opcode: `);

export const WARNINGS: readonly Head[] = [
  {
    name: 'cut here', kind: 'warning', fatal: false, ends: 'trace mark', frames: 'top', yields: true,
    pattern: /^-+\[ cut here \]-+$/,
    title: 'a report without a head[ in {where}]',
    // What a WARN or BUG may say for itself, and what they are.
    continuedBy: /^(?:WARNING: |[kK]ernel BUG at |(?:Oops: )?invalid opcode: |refcount_t: |Altmap |\w+: detected buffer overflow|list_|UBSAN: |sched: CPU|BUG: )/,
    source: ['kernel/panic.c:__warn_printk', 'lib/bug.c:__report_bug'],
  },
  {
    name: 'WARNING', kind: 'warning', fatal: false, ends: 'trace mark', frames: 'top',
    // `CPU: 0 PID: 1 at mm/x.c:1 func+0x1/0x2` up to 6.16, then `[condition] mm/x.c:1 at func+0x1/0x2, CPU#0: sh/1`.
    pattern: /^WARNING: (?:CPU: \d+ PID: \d+ at (?:\S+ )?|(?:.*:\d+ )?at )(?<where>[\w.]+)\+0x/,
    title: 'WARNING: {where}',
    source: ['kernel/panic.c:__warn'],
  },
  {
    name: 'refcount', kind: 'memory', fatal: false, ends: 'trace mark', frames: 'top',
    pattern: /^refcount_t: (?<what>[^.]*)/,
    title: 'refcount_t: {what}[ in {where}]',
    continuedBy: warnsOrBugs('refcount'),
    source: ['lib/refcount.c:refcount_warn_saturate'],
  },
  {
    name: 'altmap', kind: 'memory', fatal: false, ends: 'trace mark', frames: 'top',
    pattern: /^Altmap not fully unmapped/,
    title: 'Altmap not fully unmapped[ in {where}]',
    continuedBy: warnsOrBugs('memory_hotplug'),
    source: ['mm/memory_hotplug.c:altmap_free', 'mm/memory_hotplug.c:remove_memory_blocks_and_altmaps'],
  },
  {
    name: 'list corruption', kind: 'memory', fatal: false, ends: 'trace mark', frames: 'top',
    pattern: /^(?<what>list_(?:add|del) (?:corruption|double add))/,
    title: '{what}[ in {where}]',
    // With CONFIG_BUG_ON_DATA_CORRUPTION, which Debian sets, a BUG; else a WARN.
    continuedBy: warnsOrBugs('list_debug'),
    source: ['lib/list_debug.c:__list_add_valid_or_report', 'lib/list_debug.c:__list_del_entry_valid_or_report'],
  },
  {
    name: 'buffer overflow', kind: 'memory', fatal: false, ends: 'trace mark', frames: 'top',
    pattern: /^(?:\w+: )?(?<what>detected buffer overflow)/,
    title: '{what}[ in {where}]',
    // Up to 6.8 said before a BUG, later by a WARN.
    continuedBy: warnsOrBugs('string'),
    source: ['lib/string_helpers.c:__fortify_report'],
  },
  {
    name: 'usercopy', kind: 'memory', fatal: true, ends: 'trace mark', frames: 'top',
    pattern: /^usercopy: (?<what>Kernel memory (?:exposure|overwrite) attempt detected)/,
    title: '{what}[ in {where}]',
    continuedBy: warnsOrBugs('usercopy'),
    source: ['mm/usercopy.c:usercopy_abort'],
  },
  {
    name: 'duplicate name', kind: 'warning', fatal: false, ends: 'stack', frames: 'top',
    pattern: /^sysfs: cannot create duplicate filename/,
    title: 'sysfs: cannot create duplicate filename[ in {where}]',
    source: ['fs/sysfs/dir.c:sysfs_warn_dup'],
  },
];

/** Any other `BUG:`, tried last. Whether a stack follows cannot be known, so nothing of one counts. */
export const OTHER_BUG: Head = {
  name: 'other BUG', kind: 'bug', fatal: false, ends: 'line', dumps: true,
  pattern: /^BUG: (?!Bad page (?:state|map|cache): \d+ messages suppressed)(?<what>.+)/,
  title: 'BUG: {what}',
  continuedBy: /^WARNING: /,
  source: ['kernel/sched/core.c:__cant_sleep', 'kernel/locking/lockdep.c:print_lockdep_off', 'mm/mempool.c:poison_error'],
};
