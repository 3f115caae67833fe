/** A machine description, checked, as command lines: pure. */
import type { Machine } from '../../../config/machine.ts';
import type { Accelerator } from '../accelerator/accelerator.ts';
import { base } from './base.ts';
import { backendArgv, OWN_MEMORY, type MemoryPlace } from './backend.ts';
import { blockSize } from './block-size.ts';
import { serialConsole } from './console.ts';
import { cpu } from './cpu.ts';
import { devices } from './devices/device.ts';
import { invalid } from './invalid.ts';
import { kernelOptions } from './kernel-options.ts';
import { checkAddressSpace } from './layout.ts';
import { memory } from './memory.ts';
import { network } from './network.ts';

export interface BootParts {
  /** An uncompressed vmlinux with a PVH entry, or a bzImage. */
  readonly kernel: string;
  readonly initrd?: string | undefined;
  readonly accelerator: Accelerator;
  /** Where the guest's memory and its devices' memory is; QEMU's own unless given. */
  readonly memory?: MemoryPlace | undefined;
  /** More words of the kernel command line, after the machine's own. */
  readonly kernelOptions?: readonly string[] | undefined;
}

export interface CommandLine {
  /** QEMU's arguments, without the program. With them alone QEMU runs on a terminal, with the console there. */
  readonly argv: readonly string[];
  readonly kernelCommandLine: string;
}

/** COMMAND_LINE_SIZE of x86, its final NUL included: what is beyond is cut off by the kernel, silently. */
const KERNEL_LIMIT = 2048;

/** @throws ConfigError naming the field of the description that QEMU or the kernel cannot take */
export function commandLine(machine: Machine, boot: BootParts): CommandLine {
  checkAddressSpace(machine);
  const added = devices(machine);
  const parts = [
    base(), cpu(machine, boot.accelerator), memory(machine, added), ...added, blockSize(machine), network(), serialConsole(), kernelOptions(machine, boot.accelerator),
  ];
  const words = [...parts.flatMap(({ kernel }) => kernel ?? []), ...machine.commandLine, ...(boot.kernelOptions ?? [])];
  const kernelCommandLine = words.join(' ');
  if (Buffer.byteLength(kernelCommandLine) >= KERNEL_LIMIT) {
    throw invalid(machine, 'commandLine', `a kernel command line below ${KERNEL_LIMIT} bytes in all`, `${Buffer.byteLength(kernelCommandLine)} bytes`);
  }
  const initrd = boot.initrd === undefined ? [] : ['-initrd', boot.initrd];
  const backends = parts.flatMap((part) => part.backends ?? []).flatMap((backend) => backendArgv(backend, boot.memory ?? OWN_MEMORY));
  // A set, because two NVDIMMs both ask for nvdimm=on.
  const board = [...new Set(parts.flatMap((part) => part.machine ?? []))];
  return {
    argv: ['-machine', board.join(','), ...backends, ...parts.flatMap(({ argv }) => argv ?? []), '-kernel', boot.kernel, ...initrd, '-append', kernelCommandLine],
    kernelCommandLine,
  };
}
