/**
 * Memory blocks of a size that the kernel would not choose by itself. From an end of memory at 64 GiB on, a kernel under a hypervisor takes
 * the largest block, up to 2 GiB, that divides this end `[arch/x86/mm/init_64.c:probe_memory_block_size]`. 64 KiB that the command line
 * calls ACPI tables put the end where it is wanted, without RAM there; kernels before 6.12 count RAM alone (SEMANTICS 1.1).
 */
import type { Machine } from '../../../config/machine.ts';
import { formatSize, GIB, KIB, MIB } from '../../../config/size.ts';
import { invalid } from './invalid.ts';
import { endOfMemory } from './layout.ts';
import type { Part } from './part.ts';

const SIZES: readonly number[] = [256 * MIB, 512 * MIB, GIB, 2 * GIB];
const LARGEST = 2 * GIB;
const LARGE_BLOCKS_FROM = 64 * GIB;
const MARK = 64 * KIB;

/** @throws ConfigError naming blockSize */
export function blockSize(machine: Machine): Part {
  const size = machine.blockSize;
  if (size === undefined) return {};
  if (!SIZES.includes(size)) throw invalid(machine, 'blockSize', `one of ${SIZES.map(formatSize).join(', ')}`, formatSize(size));
  if (machine.hypervisorBit === 'hidden') {
    throw invalid(machine, 'blockSize', 'none on a machine that hides the hypervisor bit: its kernel takes 2GiB whatever divides the end of memory', formatSize(size));
  }
  const large = Math.max(LARGE_BLOCKS_FROM, Math.ceil((endOfMemory(machine) + MARK) / LARGEST) * LARGEST);
  return { kernel: [`memmap=${MARK / KIB}K#0x${(large + size - MARK).toString(16)}`] };
}
