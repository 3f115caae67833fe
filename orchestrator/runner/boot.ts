/** Boots a guest of the lab's parts: QEMU, kernel, image with this guest's keys, and the channel to its agent. */
import type { Guest as RecordedGuest } from '../archive/run-file.ts';
import type { Machine } from '../config/machine.ts';
import { makeRunKeys, type RunKeys } from '../lab/guest/keys.ts';
import { perRun } from '../lab/image/per-run.ts';
import { bootFile } from '../lab/kernel/boot-file.ts';
import { chooseAccelerator, startQemu, type Accelerator, type RunningQemu } from '../lab/qemu/index.ts';
import { makeTemporary, removeTemporary } from '../lab/toolchain/cache.ts';
import { reach, readiness, type LiveGuest } from './live-guest.ts';
import type { Supply } from './supplies.ts';

export interface BootOptions {
  readonly machine: Machine;
  readonly supply: Supply;
  /** Gets the console and QMP logs. */
  readonly directory: string;
  readonly onConsoleLine: (line: string) => void;
  readonly progress: (what: string) => void;
  readonly started: (guest: Pick<RecordedGuest, 'command' | 'kernel' | 'image' | 'fork'>) => Promise<void>;
  /** Milliseconds from QEMU's start to the first answer. */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/** @param why it is booted and not forked. @throws BootError, InfrastructureError, ConfigError, the signal's reason. QEMU has ended by then. */
export async function bootGuest(options: BootOptions, why = 'asked for'): Promise<LiveGuest> {
  const { machine, supply, progress, started, deadline, signal } = options;
  const { qemu, kernel, kvm } = supply;
  const choice = chooseAccelerator({ probe: kvm, qemuVersion: qemu.version, machine });
  const keys = makeRunKeys();
  const { hear, listening } = readiness(options.onConsoleLine);
  const running = await start({ ...options, onConsoleLine: hear }, choice.accelerator, keys);
  return reach({
    machine, running, keys, listening, release: kernel.release, accelerator: `${choice.accelerator} (${choice.reason})`, begun: { how: 'boot', why }, preparation: machine, deadline, signal,
    announce: async () => {
      await started({ command: [...running.argv], ...filesOf(supply) });
      progress(`waiting for the guest's first answer (${choice.accelerator}: ${choice.reason})`);
    },
  });
}

/** What of its supply a guest's entry in the record names. */
export const filesOf = ({ kernel, image }: Pick<Supply, 'kernel' | 'image'>): Required<Pick<RecordedGuest, 'kernel' | 'image'>> => ({
  kernel: { name: kernel.asked, sha256: kernel.sha256, from: kernel.image }, image: { name: 'initramfs', sha256: image.sha256, from: image.path },
});

/** QEMU has read the initramfs by the time it runs the guest: the file with the keys is gone then. */
async function start({ machine, supply: { qemu, kernel, image, cache }, directory, onConsoleLine, signal }: BootOptions, accelerator: Accelerator, keys: RunKeys): Promise<RunningQemu> {
  const temporary = await makeTemporary(cache);
  try {
    const initrd = await perRun(image, keys, temporary);
    const bootable = accelerator === 'tcg' ? bootFile(kernel, machine) : kernel.image;
    return await startQemu({ qemu, machine, kernel: bootable, initrd, accelerator, directory, signal, onConsoleLine });
  } finally {
    await removeTemporary(temporary);
  }
}
