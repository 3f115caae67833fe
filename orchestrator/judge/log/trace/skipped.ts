/**
 * Functions that say nothing about a report because every report of its kind goes through them: those that print it, those of the
 * trap that leads to the printing, and general-purpose code that was called with what was already wrong.
 */
const matching = (...patterns: readonly string[]): RegExp => new RegExp(`^(?:${patterns.join('|')})$`);

/** What prints, and how the processor gets there. */
const REPORTING = [
  '_?_?show_(?:stack|regs|trace).*', '_?dump_stack(?:_lvl)?', '__dump_stack', 'print_(?:report|address_description|circular_bug|usage_bug|irq_inversion_bug|bad_irq_dependency|deadlock_bug|lock_invalid_wait_context|unlock_imbalance_bug|bad_pte|bad_page_map)',
  '__warn(?:_printk|_printf)?', 'warn_(?:slowpath_.*|alloc)', '_*report_bug(?:_entry)?', 'handle_bug', 'check_panic_on_warn', 'v?panic', 'nmi_panic', 'oops_(?:begin|end|enter|exit)', '_*die(?:_body|_addr|_header)?',
  'asm_.*', 'exc_.*', 'noist_exc_.*', 'sysvec_.*', '__sysvec_.*', 'do_(?:error_trap|trap|int3|kern_addr_fault)', 'page_fault_oops', '_*bad_area.*', 'kernelmode_fixup_or_oops', 'handle_stack_overflow', 'error_entry', 'paranoid_entry', 'ret_from_intr', 'common_interrupt',
];

/** What notices: checks that are called from everywhere. */
const CHECKING = [
  'refcount_warn_saturate', 'refcount_(?:add|inc|sub|dec).*', '__list_(?:add|del_entry)_valid(?:_or_report)?', 'list_(?:add|del)(?:_tail|_init)?', 'kobject_(?:get|put)',
  'usercopy_abort', '__check_(?:heap_object|object_size)', '__fortify_(?:report|panic)', 'fortify_panic',
  'sysfs_(?:warn_dup|create_.*|do_create_.*|add_.*)', 'internal_create_group', 'kobject_add(?:_internal|_varg)?', 'device_(?:add|register|create.*)',
  '__schedule_bug', '__might_(?:resched|sleep|fault)', '__cant_(?:sleep|migrate)', 'check_preemption_disabled', '(?:debug|__this_cpu)_.*preempt.*', 'debug_smp_processor_id', 'spin_(?:bug|dump)', 'rwlock_bug', '(?:do|_)_?raw_(?:spin|read|write)_.*',
  'lock_(?:acquire|release|is_held_type)', '__lock_(?:acquire|release)', 'check_(?:noncircular|prevs?_add|deadlock|usage.*|irq_usage|wait_context)', 'validate_chain', 'mark_(?:lock|usage).*', 'register_lock_class', 'lockdep_.*', 'debug_check_no_locks_.*',
  'k[acm]san_.*', '__[ackm]san_.*', '__tsan_.*', 'kfence_.*', '__kfence_.*', 'end_report', 'ubsan_.*', '__ubsan_.*', 'handle_cfi_failure', '__report_bad_irq', 'note_interrupt',
];

/** Memory of all kinds: who freed or asked matters, not how. Names differ between releases (free_unref_page is __free_frozen_pages from 6.15 on). */
const ALLOCATING = [
  'bad_page', 'filemap_unaccount_folio', 'free_page_is_bad.*', 'check_(?:new|free)_pages?(?:_bad)?', 'free_(?:unref|frozen)_.*', '__free_(?:pages|frozen|one|unref).*', 'free_(?:pages|one|pcppages|tail|large).*', 'prep_(?:new|compound)_.*', '_*rmqueue.*', 'get_page_from_freelist',
  '_*alloc_(?:pages|frozen_pages).*', 'folio_alloc.*', '(?:__)?folio_put.*', 'kmemdup.*', 'kstrn?dup.*', 'kmemleak_.*', '_*put_page', 'get_free_pages.*', 'slab_(?:bug|err|pad_check|fix|free.*|alloc.*)', '__slab_(?:err|free|alloc).*', 'object_err', 'check_(?:object|slab|bytes_and_report)', 'free_(?:debug_processing|to_partial_list|consistency_checks)', 'alloc_debug_processing',
  'kv?free', 'kmem_cache_(?:free|alloc).*', '_*k[mz]alloc.*', '__do_kmalloc.*', 'kvm?alloc.*', 'vm_area_free', '_*vmalloc.*',
  'dump_(?:header|page)', 'oom_kill_process', 'out_of_memory', 'vmemmap_.*', 'memmap_alloc',
];

/** Where a task waits: the caller knows for what. */
const WAITING = [
  '_*schedule', 'schedule_.*', 'preempt_schedule.*', 'io_schedule.*', '_*context_switch', '__mutex_lock.*', 'mutex_lock.*', '_*down_(?:read|write).*', 'rwsem_down_.*', '_*rwbase_.*', 'percpu_(?:down|rwsem).*', '__percpu_.*', '_*down(?:_common|_interruptible|_killable|_timeout)?', '_*wait_for_.*', '__wait_(?:on|for)_.*', 'wait_on_.*', 'bit_wait.*', 'folio_wait_.*', 'do_wait_for_common', 'synchronize_.*', '__synchronize_.*', 'rt_mutex_.*', '__rt_mutex_.*',
];

/** The way into the kernel, from a system call or as a kernel thread. */
const ENTERING = [
  'entry_SYSCALL_.*', 'do_syscall_64', 'x64_sys_call', '__(?:x64|do|se)_sys_.*', 'ksys_.*', 'vfs_(?:write|read|iter_.*|writev|readv)', 'new_sync_(?:write|read)', 'do_iter_.*', 'proc_reg_.*', 'kernfs_fop_.*', 'sysfs_kf_.*', 'seq_read.*', 'syscall_exit_.*', 'syscall_.*', '__syscall_.*',
  'ret_from_fork.*', 'kthread', 'worker_thread', 'process_(?:one_work|scheduled_works)', 'smpboot_thread_fn', 'secondary_startup_64.*', 'start_secondary', 'cpu_startup_entry', 'do_idle', '(?:x86_64_)?start_(?:kernel|reservations)', 'rest_init', 'asm_.*', 'exc_.*', 'sysvec_.*', 'irqentry_.*', 'exit_to_user_.*', '__handle_irq.*', 'handle_(?:irq|edge|level|fasteoi).*', 'common_interrupt',
];

/** Above the first function that a report is about. */
export const ABOVE = matching(...REPORTING, ...CHECKING, ...ALLOCATING, ...WAITING);
/** Below the last one. */
export const BELOW = matching(...ENTERING);
