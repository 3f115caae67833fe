/** A machine that was booted once and saved, kept in the cache: what forks are made of. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { GIB } from '../../config/size.ts';
import { InfrastructureError } from '../errors.ts';
import { prepareCommand } from '../guest/prepare.ts';
import type { Progress } from '../progress.ts';
import { commandLine, type MemoryPlace, type SavedGuest } from '../qemu/index.ts';
import { entry, existingEntry, prune, type Cache } from '../toolchain/cache.ts';
import { savedAt, type SavedAt } from './forkable.ts';
import { LOGS, MEMORY, STATE, type SnapshotParts } from './parts.ts';
import { saveTemplate } from './template.ts';

export type { SnapshotParts } from './parts.ts';

export interface Snapshot {
  /** The hash of all that it was made of. */
  readonly key: string;
  readonly savedAt: SavedAt;
  readonly memory: MemoryPlace;
  readonly saved: SavedGuest;
}

/** To be raised when the same parts make another snapshot. */
const FORMAT = 2;

/** The command line is that of a boot, its files named by their content. */
export function snapshotKey({ qemu, machine, kernel, image }: SnapshotParts): string {
  const { argv } = commandLine(machine, { kernel: kernel.sha256, initrd: image.sha256, accelerator: 'tcg' });
  const parts = [FORMAT, qemu.sha256, qemu.packages.map(({ name, version, sha256 }) => [name, version, sha256]), argv, savedAt(machine), prepareCommand(machine)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/** One that was made before, if there is one. */
export async function existingSnapshot(cache: Cache, parts: SnapshotParts): Promise<Snapshot | undefined> {
  const key = snapshotKey(parts);
  const directory = await existingEntry(cache, 'snapshot', key);
  return directory === undefined ? undefined : snapshot(parts, key, directory);
}

/**
 * What all snapshots may take of the disk. One takes 0.14 GiB, and a night over all machines, policies and kernels would make hundreds.
 */
export const MOST_BYTES = 8 * GIB;

/** Made where there is none, in place of those that were used longest ago. @throws InfrastructureError also where those in use leave no room; @throws BootError, InfrastructureError, the signal's reason */
export async function takeSnapshot(cache: Cache, parts: SnapshotParts, progress: Progress, signal: AbortSignal): Promise<Snapshot> {
  const key = snapshotKey(parts);
  const directory = await entry(cache, 'snapshot', key, async (unfinished) => {
    const { after } = await prune(cache, MOST_BYTES, ['snapshot']);
    if (after > MOST_BYTES) throw new InfrastructureError({ doing: 'taking another snapshot', to: parts.machine.name, expected: `at most ${MOST_BYTES / GIB} GiB of them in the cache`, seen: `${(after / GIB).toFixed(1)} GiB in use` });
    progress(`booting ${parts.machine.name} once, to fork it`);
    await saveTemplate(parts, unfinished, signal);
  });
  return snapshot(parts, key, directory);
}

const snapshot = ({ machine }: SnapshotParts, key: string, directory: string): Snapshot => ({
  key, savedAt: savedAt(machine), memory: { kind: 'private', directory: join(directory, MEMORY) }, saved: { state: join(directory, STATE), console: join(directory, LOGS, 'console.log') },
});
