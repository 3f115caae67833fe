/** The KVM probe, once for each QEMU build and host kernel. */
import { readFile, writeFile } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { entry, type Cache } from '../../toolchain/cache.ts';
import { bootUnderKvm, deviceRefused, type KvmProbe, type KvmProbeOptions } from './kvm-probe.ts';

const FILE = 'probe.json';
const schema = z.object({ usable: z.boolean(), reason: z.string() });

export interface CachedProbeOptions extends Omit<KvmProbeOptions, 'directory'> {
  readonly cache: Cache;
  /** The KVM device, for tests. */
  readonly device?: string | undefined;
}

/** @throws the signal's reason; what the cache throws */
export async function probeKvm({ cache, device, ...options }: CachedProbeOptions): Promise<KvmProbe> {
  // Asked every time: it costs nothing, and rights change without the host's kernel changing.
  const refused = await deviceRefused(device);
  if (refused !== undefined) return { usable: false, reason: refused };
  try {
    const directory = await entry(cache, 'probe', `kvm-${options.qemu.sha256}-${release()}`, async (filling) => {
      const { lasting, ...probe } = await bootUnderKvm({ ...options, directory: filling });
      if (!lasting) throw new NotLasting(probe);
      await writeFile(join(filling, FILE), JSON.stringify(probe));
    });
    return schema.parse(JSON.parse(await readFile(join(directory, FILE), 'utf8')));
  } catch (error) {
    if (error instanceof NotLasting) return error.probe;
    throw error;
  }
}

/** A kernel of the user's own that panics says nothing about KVM under other kernels: nothing is kept of it. */
class NotLasting extends Error {
  readonly probe: KvmProbe;

  constructor(probe: KvmProbe) {
    super(probe.reason);
    this.probe = probe;
  }
}
