/** Starts a QEMU stopped, attaches the console and the control channel, and lets it go. */
import { closeSync, openSync } from 'node:fs';
import type { Machine } from '../../config/machine.ts';
import type { Accelerator } from './accelerator/accelerator.ts';
import type { MemoryPlace } from './command-line/backend.ts';
import { commandLine } from './command-line/command-line.ts';
import { ConsoleLog } from './console-log.ts';
import { CONTROL_ARGV, INCOMING_ARGV } from './control.ts';
import { settles, within } from './deadline.ts';
import { DEADLINES, type Deadlines } from './deadlines.ts';
import { diagnose } from './diagnose.ts';
import { startGuarded, type GuardedProcess } from './guarded-process.ts';
import { watchLife } from './life.ts';
import { logFiles, type LogFiles } from './log-files.ts';
import type { QemuBuild } from '../toolchain/qemu.ts';
import { restoreState } from './migration.ts';
import { openQmp, type Qmp } from './qmp/client.ts';
import { qmpLog } from './qmp/log.ts';
import type { RunningQemu } from './running-qemu.ts';
import { readSshPort } from './ssh-port.ts';
import { startFailed } from './start-failed.ts';
import { stopQemu, type StopResult } from './stop.ts';

export interface StartOptions {
  readonly qemu: QemuBuild;
  readonly machine: Machine;
  /** Files: an uncompressed vmlinux with a PVH entry or a bzImage; the initramfs. */
  readonly kernel: string;
  readonly initrd?: string | undefined;
  readonly accelerator: Accelerator;
  /** More words of the kernel command line. */
  readonly kernelOptions?: readonly string[] | undefined;
  /** Where the guest's memory is; QEMU's own unless given. */
  readonly memory?: MemoryPlace | undefined;
  /** A guest that goes on where it was saved, instead of one that boots. */
  readonly restore?: SavedGuest | undefined;
  /** Gets console.log, qemu.log (QEMU's standard error) and qmp.log. */
  readonly directory: string;
  /** Ends QEMU, at any time. */
  readonly signal?: AbortSignal | undefined;
  readonly onConsoleLine?: ((line: string) => void) | undefined;
  readonly deadlines?: Partial<Deadlines> | undefined;
}

/** Files: the devices' state, and what was on the console until then. The guest's memory is named by `memory`. */
export interface SavedGuest {
  readonly state: string;
  readonly console: string;
}

/**
 * Resolves when the guest's processors run.
 * @throws ConfigError for a description or version that cannot be; InfrastructureError when QEMU does not come up; the signal's reason
 */
export async function startQemu(options: StartOptions): Promise<RunningQemu> {
  const { qemu, machine, directory, signal, restore } = options;
  const deadlines = { ...DEADLINES, ...options.deadlines };
  signal?.throwIfAborted();
  const { argv: machineArgv, kernelCommandLine } = commandLine(machine, options);
  const argv = [...qemu.argv, ...machineArgv, ...(restore ? INCOMING_ARGV : []), ...CONTROL_ARGV];
  const files = logFiles(directory, restore?.console);
  const { guarded, console } = await spawn(argv, files, options.onConsoleLine);
  const { exited, lost, onEvent } = watchLife(guarded, console);

  let qmp: Qmp | undefined;
  let stopping: Promise<StopResult> | undefined;
  const stop = (): Promise<StopResult> => (stopping ??= stopQemu(guarded, exited, qmp, deadlines));
  const abort = (): void => { stop().catch(() => undefined); };
  signal?.addEventListener('abort', abort, { once: true });
  void exited.then(() => { signal?.removeEventListener('abort', abort); });

  const attach = async (): Promise<{ control: Qmp; sshPort: number }> => {
    const control = await openQmp(guarded.control, qmpLog(files.qmp), (event) => { onEvent(event, qmp); });
    qmp = control;
    if (restore) await restoreState(control, restore.state, deadlines.migrate);
    const sshPort = await readSshPort(control);
    await control.execute('cont');
    return { control, sshPort };
  };
  try {
    const { control, sshPort } = await within(attach(), deadlines.start);
    return {
      pid: guarded.pid, argv, kernelCommandLine, sshPort, qmp: control, console, keyboard: guarded.stdin, exited, lost, stop,
      diagnose: () => diagnose({ qmp: control, console, keyboard: guarded.stdin, directory, deadlines }),
    };
  } catch (error) {
    // A QEMU that closed its channel is about to end, and how it ends says more than the channel did.
    if (guarded.control.destroyed) await settles(exited, { awaiting: 'QEMU to end after it closed its control channel', milliseconds: 1000 });
    const stopped = await stop();
    signal?.throwIfAborted();
    throw startFailed({ argv, stderrFile: files.stderr, console: console.last, cause: error as Error, stopped });
  }
}

/** The console is followed before the first byte can be written to it. */
async function spawn(argv: readonly string[], files: LogFiles, onLine?: (line: string) => void): Promise<{ guarded: GuardedProcess; console: ConsoleLog }> {
  const console = new ConsoleLog(files.console);
  // Appending, as every log is written: what a user's wrapper script prints cannot be overwritten by QEMU.
  const [stdout, stderr] = [openSync(files.console, 'a'), openSync(files.stderr, 'a')];
  if (onLine) console.onLine(onLine);
  try {
    return { guarded: await startGuarded(argv, stdout, stderr), console };
  } catch (error) {
    console.end();
    throw error;
  } finally {
    closeSync(stdout);
    closeSync(stderr);
  }
}
