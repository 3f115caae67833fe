/** A guest that goes on where a snapshot was taken, with keys, a clock and entropy of its own. */
import { loginRequest, type Snapshot } from '../lab/fork/index.ts';
import { makeRunKeys } from '../lab/guest/keys.ts';
import { bootFile } from '../lab/kernel/boot-file.ts';
import { commandLine, startQemu } from '../lab/qemu/index.ts';
import { filesOf, type BootOptions } from './boot.ts';
import { reach, readiness, type LiveGuest } from './live-guest.ts';

const NOTHING_LEFT = { devices: [] };

/** @throws BootError, InfrastructureError, ConfigError, the signal's reason. QEMU has ended by then. */
export async function forkGuest({ machine, supply, directory, onConsoleLine, progress, started, deadline, signal }: BootOptions, snapshot: Snapshot): Promise<LiveGuest> {
  const { qemu, kernel, image } = supply;
  const keys = makeRunKeys();
  const { hear, listening } = readiness(onConsoleLine);
  const files = { kernel: bootFile(kernel, machine), initrd: image.path };
  const running = await startQemu({
    qemu, machine, ...files, accelerator: 'tcg', memory: snapshot.memory, restore: snapshot.saved, directory, signal, onConsoleLine: hear,
  });
  running.keyboard.write(loginRequest(keys, Date.now()));
  return reach({
    machine, running, keys, listening, release: kernel.release, accelerator: 'tcg (as its snapshot)', begun: { how: 'fork', snapshot: snapshot.key, savedAt: snapshot.savedAt },
    preparation: snapshot.savedAt === 'prepared' ? NOTHING_LEFT : machine, deadline, signal,
    announce: async () => {
      const boot = [...qemu.argv, ...commandLine(machine, { ...files, accelerator: 'tcg' }).argv];
      await started({ command: [...running.argv], ...filesOf(supply), fork: { snapshot: snapshot.key, boot } });
      progress(`waiting for the first answer of a fork, saved when it was ${snapshot.savedAt}`);
    },
  });
}
