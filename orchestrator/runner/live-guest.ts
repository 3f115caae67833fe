/** A guest whose QEMU runs, from the moment that its SSH server listens: what booted and forked guests have in common. */
import type { Machine } from '../config/machine.ts';
import { BootError, GuestLostError, InfrastructureError } from '../lab/errors.ts';
import { connect } from '../lab/guest/connect.ts';
import type { Guest as LabGuest } from '../lab/guest/guest.ts';
import { isOwn } from '../lab/guest/operation.ts';
import { isHolding } from '../lab/guest/hold.ts';
import type { RunKeys } from '../lab/guest/keys.ts';
import type { Preparation } from '../lab/guest/prepare.ts';
import { describeLoss, dimmPlaces, plugCxl, plugDimm, removable, unplugCxl, unplugDimm, type RunningQemu } from '../lab/qemu/index.ts';
import type { Operation } from '../model/operation.ts';
import { modulesFor } from '../scenario/requirements.ts';
import { performArmed, performWith } from './faulted.ts';
import type { Guest, Lost, Performed } from './guest.ts';

/** What the guest's init says when its SSH server listens: a login that begins earlier is answered 0.4 s later. */
const READY = 'daxlab: ready';

/** Hears on the console when the guest can be reached. */
export function readiness(onConsoleLine: (line: string) => void): { readonly hear: (line: string) => void; readonly listening: Promise<void> } {
  let listens!: () => void;
  const listening = new Promise<void>((resolve) => { listens = resolve; });
  return { listening, hear: (line) => { if (line.endsWith(READY)) listens(); onConsoleLine(line); } };
}

/** A guest with what an interactive shell needs besides. */
export interface LiveGuest extends Guest {
  readonly lab: LabGuest;
  /** QEMU's. */
  readonly pid: number;
  /** QEMU's gdb stub on a unix socket, the guest going on. @throws InfrastructureError where QEMU refuses */
  readonly openGdb: (socket: string) => Promise<void>;
}

export interface Reachable {
  readonly machine: Machine;
  readonly running: RunningQemu;
  readonly keys: RunKeys;
  readonly listening: Promise<void>;
  /** `uname -r`, where the kernel's file says it. */
  readonly release: string | undefined;
  readonly accelerator: string;
  readonly begun: Guest['begun'];
  /** What is left to prepare: nothing in a fork of a prepared guest. */
  readonly preparation: Preparation;
  /** Tells the record what was started. */
  readonly announce: () => Promise<void>;
  /** Milliseconds to the first answer. */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/** @throws BootError, InfrastructureError, the signal's reason. QEMU has ended by then. */
export async function reach({ machine, running, keys, listening, release, accelerator, begun, preparation, announce, deadline, signal }: Reachable): Promise<LiveGuest> {
  const stop = async (): Promise<void> => {
    await running.stop();
    await running.exited;
  };
  const lost = running.lost.then((loss): Lost => ({ how: loss.how, reason: describeLoss(loss) }));
  try {
    await announce();
    const lab = await untilLost(lost, (died) => connect({
      host: '127.0.0.1', port: running.sshPort, privateKey: keys.privateKey, hostPublicKey: keys.hostPublicKey, listening,
      deadline: { awaiting: 'the first answer of the guest', milliseconds: deadline }, signal: AbortSignal.any([signal, died]),
    }));
    checkRelease(release, lab.release);
    const orLost = async <Value>(work: Promise<Value>): Promise<Value> => untilLost(lost, () => work);
    return {
      lab, pid: running.pid, lost, stop, begun, accelerator, dimms: dimmPlaces(machine), expanders: removable(machine), release: lab.release,
      prepare: (requires) => orLost(lab.prepare(preparation, modulesFor(requires ?? []))),
      witnessCalls: () => orLost(lab.witnessCalls()),
      observe: (lookAt) => orLost(lab.observe(lookAt)),
      perform: (operation, index) => orLost(perform(lab, running, machine, operation, index)),
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
async function perform(lab: LabGuest, { qmp }: RunningQemu, machine: Machine, operation: Operation, index: number): Promise<Performed> {
  if (operation.kind !== 'together' && operation.fault && isOwn(operation)) return performWith(operation.fault, lab, qmp, operation, index);
  if (operation.kind === 'together') {
    const { errnos: [errno = 0, ...also], cut, calls, log } = await lab.performTogether(operation.operations.filter(isOwn), index);
    return { errno, also, ...(cut.length > 0 && { cut }), calls, log };
  }
  if (operation.kind === 'unplug-cxl') return lab.remake(machine, operation, index, (left) => unplugCxl(qmp, machine, operation.device, left));
  if (operation.kind === 'plug-cxl') return lab.remake(machine, operation, index, async (there) => {
    await plugCxl(qmp, machine, operation.device, index);
    return there();
  });
  if (isHolding(operation)) return lab.hold(operation, index);
  if (operation.kind === 'make' || operation.kind === 'destroy') return lab.remake(machine, operation, index);
  if (operation.kind === 'seek-leaks') return lab.seekLeaks(index);
  if (operation.kind !== 'plug-dimm' && operation.kind !== 'unplug-dimm') return lab.perform(operation, index);
  const ask = async (): Promise<Performed> => {
    const { value: errno, calls, log } = await lab.around(index, () => (operation.kind === 'plug-dimm' ? plugDimm(qmp, { ...operation, name: operation.dimm }) : unplugDimm(qmp, operation.dimm)));
    return { errno, calls, log };
  };
  return operation.fault ? performArmed(operation.fault, lab, qmp, ask) : ask();
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
