/** A guest for an attempt, forked or booted. */
import { BootError, InfrastructureError } from '../lab/errors.ts';
import { existingSnapshot, notForkable, takeSnapshot, type Snapshot } from '../lab/fork/index.ts';
import { chooseAccelerator } from '../lab/qemu/index.ts';
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

/** Why the guest is booted; undefined where it is forked. @param impossible why there are no forks here */
export function reasonToBoot({ beginning, alike, attempt }: Wanted, impossible: string | undefined, snapshotExists: boolean): string | undefined {
  if (beginning === 'boot') return 'asked for';
  // What was lost once is begun in the plainest way there is.
  if (attempt > 1) return 'it is not the first attempt';
  if (impossible !== undefined) return impossible;
  return beginning === 'fork' || snapshotExists || alike > 1 ? undefined : 'no other row wants a guest like it';
}

/** @throws BootError, InfrastructureError, ConfigError, the signal's reason. QEMU has ended by then. */
export async function beginGuest(options: BootOptions, wanted: Wanted): Promise<LiveGuest> {
  const { machine, signal, progress, supply: { qemu, kernel, image, kvm, cache } } = options;
  const parts = { qemu, machine, kernel, image };
  const impossible = notForkable(chooseAccelerator({ probe: kvm, qemuVersion: qemu.version, machine }).accelerator, qemu.version);
  const existing = impossible === undefined ? await existingSnapshot(cache, parts) : undefined;
  const why = reasonToBoot(wanted, impossible, existing !== undefined);
  if (why !== undefined) return bootGuest(options, why);
  let snapshot: Snapshot;
  try {
    snapshot = existing ?? await takeSnapshot(cache, parts, progress, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof BootError || error instanceof InfrastructureError)) throw error;
    // A boot shows in the record what is wrong, if it is more than the snapshot.
    return bootGuest(options, `no snapshot: ${error.explanation.doing}: ${error.explanation.seen ?? error.message}`);
  }
  return forkGuest(options, snapshot);
}
