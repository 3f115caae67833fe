/** Options of the guest's kernel that every machine has. */
import type { Machine } from '../../../config/machine.ts';
import type { Accelerator } from '../accelerator/accelerator.ts';
import type { Part } from './part.ts';

/** KERN_INFO reaches the console: dax and kmem say what they did with dev_info. */
const LOG_LEVEL = 'loglevel=7';

/**
 * Room for what one operation may have the kernel say before the agent reads it back: a memmap that is freed to the wrong place is 60 reports of 60
 * lines, 300 KiB, and Debian's kernels hold 128. Without it they may not be taken for whole.
 */
const LOG_BUFFER = 'log_buf_len=1M';

/**
 * Self-tests of the kernel's crypto code: without the first 0.86, without the others 0.78 of the processor time that TCG takes to start
 * init. A kernel that has no such words or functions ignores them.
 */
const NO_SELF_TESTS = ['cryptomgr.notests=1', 'initcall_blacklist=jent_mod_init,crypto_kdf108_init'];

/**
 * No 64 MiB of bounce buffers, which a kernel with RAM above 4 GiB sets aside and clears (0.93 on hmem): no device here has narrow DMA.
 */
const NO_BOUNCE_BUFFERS = 'swiotlb=noforce';

/** A panic or an oops ends the guest at once (-no-reboot ends QEMU with it) instead of leaving it to a deadline. */
const DEATH = ['oops=panic', 'panic=-1'];

/**
 * A host that is short of processor time makes a sound guest report lockups, stalls and hung tasks (PLATFORM, Boot). A guest that really
 * hangs is noticed by the deadlines of whoever asked it something, long before these.
 */
const PATIENCE = [
  'watchdog_thresh=60',
  'rcupdate.rcu_cpu_stall_timeout=180',
  'sysctl.kernel.hung_task_timeout_secs=360',
  'workqueue.watchdog_thresh=180',
];

export function kernelOptions(machine: Machine, accelerator: Accelerator): Part {
  return {
    kernel: [
      LOG_LEVEL,
      LOG_BUFFER,
      // Addresses that are the same in every run, and no time spent on speculation faults that emulation does not have.
      ...(machine.kaslr === 'on' ? [] : ['nokaslr']), 'mitigations=off',
      ...NO_SELF_TESTS,
      NO_BOUNCE_BUFFERS,
      ...DEATH,
      // A hung guest answers sysrq on the console (diagnose.ts), whatever its init sets.
      'sysrq_always_enabled',
      ...(accelerator === 'tcg' ? PATIENCE : []),
      `memory_hotplug.memmap_on_memory=${machine.memmapOnMemory}`,
      `memhp_default_state=${machine.defaultState}`,
    ],
  };
}
