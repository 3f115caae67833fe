/**
 * Whether KVM runs a guest here. Only booting a kernel tells: on some machines /dev/kvm opens and a guest dies in it.
 */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { machineSchema } from '../../../config/machine.ts';
import type { QemuBuild } from '../../toolchain/qemu.ts';
import { settles, type Deadline } from '../deadline.ts';
import { describeLoss, type Loss } from '../loss.ts';
import type { RunningQemu } from '../running-qemu.ts';
import { startQemu } from '../start.ts';

export interface KvmProbe {
  readonly usable: boolean;
  /** With the last words of the guest where one was started. */
  readonly reason: string;
}

/** A boot's answer; `lasting` when it is about KVM, and another kernel would give the same. */
export interface BootedProbe extends KvmProbe {
  readonly lasting: boolean;
}

export interface KvmProbeOptions {
  readonly qemu: QemuBuild;
  /** An uncompressed vmlinux or a bzImage. */
  readonly kernel: string;
  /** Gets the logs. */
  readonly directory: string;
  readonly signal?: AbortSignal | undefined;
  /** From the guest's first instruction to the marker. */
  readonly deadline?: Deadline | undefined;
}

const MACHINE = machineSchema.parse({
  name: 'kvm-probe', description: 'the least that boots', memory: '512MiB',
  devices: [{ kind: 'soft-reserved', id: 'hmem0', size: '128MiB', dax: 'dax0.0' }],
});

/**
 * A kernel without a root file system ends here, with all of its own start behind it: user space is next. Its banner would be too early
 * a marker: with an emulated /dev/kvm, a vmlinux of 6.12 prints it and stops for good 80 lines later, at `clocksource: refined-jiffies`.
 */
const MARKER = 'Unable to mount root fs';

/** A kernel gets there in 2.3 s under TCG; KVM that takes longer than four times that is no gain. */
const BOOT: Deadline = { awaiting: 'a kernel to reach its root file system under KVM', milliseconds: 10_000 };

export const KVM_DEVICE = '/dev/kvm';

/** What can be told without booting anything: a reason against KVM, or undefined. */
export async function deviceRefused(device: string = KVM_DEVICE): Promise<string | undefined> {
  try {
    await access(device, constants.R_OK | constants.W_OK);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? `no ${device}` : `${device}: not permitted`;
  }
}

/** Boots. @throws the signal's reason, nothing else: every way to fail is a reason not to use KVM */
export async function bootUnderKvm({ qemu, kernel, directory, signal, deadline = BOOT }: KvmProbeOptions): Promise<BootedProbe> {
  const began = performance.now();
  let reached!: (line: string) => void;
  const marker = new Promise<string>((resolve) => { reached = resolve; });
  let running: RunningQemu;
  try {
    running = await startQemu({
      qemu, machine: MACHINE, kernel, accelerator: 'kvm', directory, signal,
      // A kernel that stops before it has its console says where.
      kernelOptions: ['earlyprintk=serial'],
      onConsoleLine: (line) => { if (line.includes(MARKER)) reached(line); },
    });
  } catch (error) {
    signal?.throwIfAborted();
    return { usable: false, reason: (error as Error).message, lasting: false };
  }
  const verdict = new Promise<BootedProbe>((resolve) => {
    // The marker is a panic, and so a loss right after it: it is told first.
    void marker.then(() => { resolve({ usable: true, reason: `a kernel booted under KVM in ${seconds(began)} s`, lasting: true }); });
    void running.lost.then((loss) => { resolve({ usable: false, reason: died(loss, running.console.last), lasting: loss.how !== 'panic' }); });
  });
  const inTime = await settles(verdict, deadline);
  await running.stop();
  signal?.throwIfAborted();
  return inTime ? verdict : { usable: false, reason: `under KVM no marker in ${deadline.milliseconds / 1000} s${lastWords(running.console.last)}`, lasting: true };
}

const seconds = (began: number): string => ((performance.now() - began) / 1000).toFixed(1);
/** A panic is its own last words. */
const died = (loss: Loss, console: readonly string[]): string => `the guest died under KVM: ${describeLoss(loss)}${loss.how === 'panic' ? '' : lastWords(console)}`;
const lastWords = (console: readonly string[]): string => `; its last words: ${console.map((line) => line.trim()).findLast((line) => line !== '') ?? 'none'}`;
