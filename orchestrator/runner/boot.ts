/** Boots a guest of the lab's parts: QEMU, kernel, image with this guest's keys, and the channel to its agent. */
import type { Guest as RecordedGuest } from '../archive/run-file.ts';
import type { Machine } from '../config/machine.ts';
import { BootError, GuestLostError, InfrastructureError } from '../lab/errors.ts';
import { connect } from '../lab/guest/connect.ts';
import type { Guest as LabGuest } from '../lab/guest/guest.ts';
import { makeRunKeys, type RunKeys } from '../lab/guest/keys.ts';
import { perRun } from '../lab/image/per-run.ts';
import { chooseAccelerator, describeLoss, dimmPlaces, plugDimm, startQemu, unplugDimm, type Accelerator, type RunningQemu } from '../lab/qemu/index.ts';
import type { Operation } from '../model/operation.ts';
import { makeTemporary, removeTemporary } from '../lab/toolchain/cache.ts';
import { modulesFor } from '../scenario/requirements.ts';
import type { Guest, Lost } from './guest.ts';
import type { Supply } from './supplies.ts';

export interface BootOptions {
  readonly machine: Machine;
  readonly supply: Supply;
  /** Gets the console and QMP logs. */
  readonly directory: string;
  readonly onConsoleLine: (line: string) => void;
  readonly progress: (what: string) => void;
  readonly started: (guest: Pick<RecordedGuest, 'command' | 'kernel' | 'image'>) => Promise<void>;
  /** Milliseconds from QEMU's start to the first answer. */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/** What the guest's init says when its SSH server listens: a login that begins earlier is answered 0.4 s later. */
const READY = 'daxlab: ready';

/** A guest with what an interactive shell needs besides. */
export interface LiveGuest extends Guest {
  readonly lab: LabGuest;
  /** QEMU's gdb stub on a unix socket, the guest going on. @throws InfrastructureError where QEMU refuses */
  readonly openGdb: (socket: string) => Promise<void>;
}

/** @throws BootError, InfrastructureError, ConfigError, the signal's reason. QEMU has ended by then. */
export async function bootGuest(options: BootOptions): Promise<LiveGuest> {
  const { machine, supply, progress, started, deadline, signal } = options;
  const { qemu, kernel, image, kvm } = supply;
  const choice = chooseAccelerator({ probe: kvm, qemuVersion: qemu.version, machine });
  const keys = makeRunKeys();
  let listens!: () => void;
  const listening = new Promise<void>((resolve) => { listens = resolve; });
  const running = await start({ ...options, onConsoleLine: (line) => { if (line.endsWith(READY)) listens(); options.onConsoleLine(line); } }, choice.accelerator, keys);
  const stop = async (): Promise<void> => {
    await running.stop();
    await running.exited;
  };
  const lost = running.lost.then((loss): Lost => ({ how: loss.how, reason: describeLoss(loss) }));
  try {
    await started({ command: [...running.argv], kernel: { name: kernel.asked, sha256: kernel.sha256, from: kernel.image }, image: { name: 'initramfs', sha256: image.sha256, from: image.path } });
    progress(`waiting for the guest's first answer (${choice.accelerator}: ${choice.reason})`);
    const lab = await untilLost(lost, (died) => connect({
      host: '127.0.0.1', port: running.sshPort, privateKey: keys.privateKey, hostPublicKey: keys.hostPublicKey, listening,
      deadline: { awaiting: 'the first answer of the guest', milliseconds: deadline }, signal: AbortSignal.any([signal, died]),
    }));
    checkRelease(kernel.release, lab.release);
    const orLost = async <Value>(work: Promise<Value>): Promise<Value> => untilLost(lost, () => work);
    return {
      lab, lost, stop, dimms: dimmPlaces(machine), release: lab.release, accelerator: `${choice.accelerator} (${choice.reason})`,
      prepare: (requires) => orLost(lab.prepare(machine, modulesFor(requires ?? []))),
      witnessCalls: () => orLost(lab.witnessCalls()),
      observe: (lookAt) => orLost(lab.observe(lookAt)),
      perform: (operation, index) => orLost(perform(lab, running, operation, index)),
      diagnose: async () => { await running.diagnose(); },
      openGdb: async (socket) => { await running.qmp.monitor(`gdbserver unix:${socket},server=on,wait=off`); },
    };
  } catch (error) {
    await stop();
    signal.throwIfAborted();
    // Before init, a guest that is lost has failed to boot.
    if (error instanceof GuestLostError) throw new BootError({ ...error.explanation, doing: 'booting the guest' }, { cause: error });
    throw error;
  }
}

/** By the guest's own agent, or by QEMU. */
async function perform(lab: LabGuest, { qmp }: RunningQemu, operation: Operation, index: number): Promise<Awaited<ReturnType<Guest['perform']>>> {
  if (operation.kind !== 'plug-dimm' && operation.kind !== 'unplug-dimm') return lab.perform(operation, index);
  const { value: errno, calls, log } = await lab.around(index, () =>
    operation.kind === 'plug-dimm' ? plugDimm(qmp, { ...operation, name: operation.dimm }) : unplugDimm(qmp, operation.dimm));
  return { errno, calls, log };
}

/** QEMU has read the initramfs by the time it runs the guest: the file with the keys is gone then. */
async function start({ machine, supply: { qemu, kernel, image, cache }, directory, onConsoleLine, signal }: BootOptions, accelerator: Accelerator, keys: RunKeys): Promise<RunningQemu> {
  const temporary = await makeTemporary(cache);
  try {
    const initrd = await perRun(image, keys, temporary);
    const bootable = accelerator === 'tcg' ? kernel.vmlinux ?? kernel.image : kernel.image;
    return await startQemu({ qemu, machine, kernel: bootable, initrd, accelerator, directory, signal, onConsoleLine });
  } finally {
    await removeTemporary(temporary);
  }
}

/** The work's result, or GuestLostError as soon as QEMU tells that the guest is gone. */
async function untilLost<Value>(lost: Promise<Lost>, work: (died: AbortSignal) => Promise<Value>): Promise<Value> {
  const died = new AbortController();
  const gone = lost.then(({ reason }): never => {
    died.abort();
    throw new GuestLostError({ doing: 'talking to the guest', expected: 'an answer', seen: reason, next: 'read the last lines of its console' });
  });
  gone.catch(() => undefined);
  return Promise.race([work(died.signal), gone]);
}

/** Nothing passes for a kernel that was not the one asked for. */
function checkRelease(expected: string | undefined, seen: string): void {
  if (expected === undefined || expected === seen) return;
  throw new InfrastructureError({ doing: 'checking the kernel of the guest', expected, seen, next: 'the image or the kernel file in the cache is not what its name says: remove it and try again' });
}
