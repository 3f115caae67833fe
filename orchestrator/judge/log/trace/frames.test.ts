import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meaningful } from './frames.ts';

const bind = ['add_memory_resource', 'add_memory_driver_managed', 'dev_dax_kmem_probe', 'dax_bus_probe', 'bind_store'];
const write = ['kernfs_fop_write_iter', 'vfs_write', 'ksys_write', 'do_syscall_64', 'entry_SYSCALL_64_after_hwframe'];

describe('what a report is about', () => {
  it.each([
    ['is behind what prints and what notices', ['refcount_warn_saturate', '__warn', 'report_bug', 'handle_bug', 'exc_invalid_op', 'asm_exc_invalid_op'], 'top', 'add_memory_resource'],
    ['is who freed, not how', ['dump_stack_lvl', 'bad_page', '__free_pages_ok', '__free_pages'], 'top', 'add_memory_resource'],
    ['is who waits, not how', ['__schedule', 'schedule', 'schedule_preempt_disabled', '__mutex_lock'], 'top', 'add_memory_resource'],
    ['is the same without clones', ['bad_page.cold', '__free_pages_ok.part.0'], 'top', 'add_memory_resource'],
    ['is what the task was asked to do, wherever it was', ['clear_page_erms', 'prep_new_page'], 'entry', 'bind_store'],
  ] as const)('%s', (_, above, from, name) => {
    expect(meaningful([...above, ...bind, ...write], from)[0]).toBe(name);
  });

  it('is a kernel thread\'s own function', () => {
    expect(meaningful(['__schedule', 'schedule', 'vmstat_update', 'process_one_work', 'worker_thread', 'kthread', 'ret_from_fork', 'ret_from_fork_asm'], 'entry')[0]).toBe('vmstat_update');
  });

  it('is something where there is only what is skipped', () => {
    expect(meaningful(['dump_stack_lvl', 'panic'], 'top')).toEqual(['panic']);
    expect(meaningful(['do_syscall_64', 'entry_SYSCALL_64_after_hwframe'], 'entry')[0]).toBe('entry_SYSCALL_64_after_hwframe');
    expect(meaningful([], 'top')).toEqual([]);
  });

  it('does not change with what reporting puts above it', () => {
    const reporting = fc.constantFrom('dump_stack_lvl', 'bad_page', '__warn', 'asm_exc_page_fault', 'kfree', 'schedule', '_raw_spin_lock_irqsave', 'kasan_report');
    fc.assert(fc.property(fc.array(reporting), (above) => {
      expect(meaningful([...above, ...bind], 'top')).toEqual(bind);
    }));
  });
});
