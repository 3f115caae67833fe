/** Whether a guest is forked or booted. */
import { existingSnapshot, notForkable, takeSnapshot } from '../lab/fork/index.ts';
import { chooseAccelerator } from '../lab/qemu/index.ts';
import { BootError, InfrastructureError } from '../lab/errors.ts';
import type { Beginning } from './beginning.ts';
import { bootGuest, type BootOptions } from './boot.ts';
import { forkGuest } from './fork.ts';
import type { LiveGuest } from './live-guest.ts';

export interface Wanted {
  readonly beginning: Beginning;
  /** How many of the run's rows want a guest like this one. */
  readonly alike: number;
  /** From 1. */
  readonly attempt: number;
}

/** @throws BootError, InfrastructureError, ConfigError, the signal's reason. QEMU has ended by then. */
export async function beginGuest(options: BootOptions, { beginning, alike, attempt }: Wanted): Promise<LiveGuest> {
  const { machine, signal, progress, supply: { qemu, kernel, image, kvm, cache } } = options;
  if (beginning === 'boot') return bootGuest(options);
  // What was lost once is begun in the plainest way there is.
  if (attempt > 1) return bootGuest(options, 'it is not the first attempt');
  const why = notForkable(chooseAccelerator({ probe: kvm, qemuVersion: qemu.version, machine }).accelerator, qemu.version);
  if (why !== undefined) return bootGuest(options, why);
  const parts = { qemu, machine, kernel, image };
  const existing = await existingSnapshot(cache, parts);
  if (existing) return forkGuest(options, existing);
  if (beginning === 'auto' && alike < 2) return bootGuest(options, 'no other row wants a guest like it');
  try {
    return await forkGuest(options, await takeSnapshot(cache, parts, progress, signal));
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof BootError || error instanceof InfrastructureError)) throw error;
    // A boot shows in the record what is wrong, if it is more than the snapshot.
    return bootGuest(options, `no fork: ${error.explanation.doing}: ${error.explanation.seen ?? error.message}`);
  }
}
