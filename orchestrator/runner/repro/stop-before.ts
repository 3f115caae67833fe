/** A guest that is driven up to the operation before the one that shows a finding, with a shell in it, and QEMU's gdb stub where that is wanted. */
import { join } from 'node:path';
import { loadCatalogue } from '../../config/catalogue.ts';
import { pick } from '../../config/nearest.ts';
import { applyPolicy } from '../../config/policy.ts';
import { isOwn, writeOf } from '../../lab/guest/operation.ts';
import type { Terminal } from '../../lab/guest/shell.ts';
import type { Progress } from '../../lab/progress.ts';
import { describe, errnoName, type Operation } from '../../model/operation.ts';
import { shellIn } from '../shell.ts';
import type { LiveGuest } from '../live-guest.ts';
import type { RecordedScenario } from './recorded-scenario.ts';
import type { SuppliesRequest } from '../supplies.ts';

export interface StopRequest extends SuppliesRequest {
  readonly kernel?: string | undefined;
  /** With QEMU's gdb stub open. */
  readonly gdb: boolean;
}

/** The shell's exit status. @throws what bootGuest throws, and ConfigError */
export async function stopBefore({ key, scenario, performed }: RecordedScenario, request: StopRequest, terminal: Terminal, progress: Progress, signal: AbortSignal): Promise<number> {
  const { machines, policies } = await loadCatalogue();
  const machine = applyPolicy(pick('machine', machines, key.machine), pick('policy', policies, key.policy));
  const before = performed.slice(0, -1);
  const [failing] = performed.slice(-1);
  return shellIn({ ...request, machine, kernel: request.kernel ?? key.kernel, requires: scenario.requires }, terminal, progress, signal, async (guest, { symbols, directory }) => {
    for (const { operation, index } of before) {
      const { errno } = await guest.perform(operation, index);
      progress(`operation ${index}: ${describe(operation)}: ${errnoName(errno)}`);
    }
    if (failing) progress(`the next one is what failed, operation ${failing.index}: ${typed(failing.operation)}`);
    if (request.gdb) await openStub(guest, join(directory, 'gdb'), symbols, failing?.operation, progress);
  });
}

function typed(operation: Operation): string {
  if (!isOwn(operation)) return describe(operation);
  const { path, value } = writeOf(operation);
  return `echo ${value.trim()} > ${path}`;
}

/** Where each kind of operation enters the code that is about memory: functions that are no module's inline. */
const ENTRY: Readonly<Record<Operation['kind'], string>> = {
  together: 'kernfs_fop_write_iter', 'plug-dimm': 'acpi_memory_device_add', 'unplug-dimm': 'acpi_memory_device_remove',
  make: 'alloc_dax_region', destroy: 'kill_dev_dax',
  'unplug-cxl': 'pciehp_unconfigure_device', 'plug-cxl': 'pciehp_configure_device',
  bind: 'dev_dax_kmem_probe', unbind: 'dev_dax_kmem_remove', 'write-state': 'state_store', 'write-attribute': 'memmap_on_memory_store',
  'write-dax-size': 'kernfs_fop_write_iter', 'write-dax-mapping': 'kernfs_fop_write_iter', 'write-dax-region': 'kernfs_fop_write_iter', 'write-id': 'driver_attach', 'write-dax-state': 'offline_and_remove_memory_ranges', 'write-policy': 'param_attr_store', 'inject-notifier': 'blocking_notifier_call_chain', 'poison-page': 'memory_failure', 'seek-leaks': 'kmemleak_scan',
  fill: 'do_anonymous_page', pin: 'iov_iter_get_pages2', release: '__do_munmap',
};

async function openStub(guest: LiveGuest, socket: string, symbols: string, failing: Operation | undefined, progress: Progress): Promise<void> {
  await guest.openGdb(socket);
  const name = failing && ENTRY[failing.kind];
  const address = name === undefined ? undefined : await addressOf(guest, name);
  const stop = address === undefined ? '' : ` -ex 'hbreak *0x${address}'`;
  progress(`QEMU's gdb stub listens (the kernel runs with nokaslr${address === undefined ? '' : `; ${name ?? ''} is at 0x${address}`}). In another terminal:`);
  progress(`  gdb -ex 'set architecture i386:x86-64' -ex 'target remote ${socket}'${stop} -ex continue ${symbols}`);
}

const KALLSYMS_DEADLINE = 30_000;

async function addressOf(guest: LiveGuest, name: string): Promise<string | undefined> {
  const { output } = await guest.lab.run(['grep', '-E', ` [tT] ${name}(\\s|$)`, '/proc/kallsyms'], KALLSYMS_DEADLINE);
  return /^([0-9a-f]+) /m.exec(output)?.[1];
}
