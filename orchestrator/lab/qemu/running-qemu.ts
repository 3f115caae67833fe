/** A QEMU that runs a guest, as the other rooms see it. */
import type { Writable } from 'node:stream';
import type { Diagnosis } from './diagnose.ts';
import type { Exit } from './exit.ts';
import type { Loss } from './loss.ts';
import type { Qmp } from './qmp/client.ts';
import type { StopResult } from './stop.ts';

export interface RunningQemu {
  /** Of QEMU itself, and of its process group. */
  readonly pid: number;
  /** The whole command as it was run, without the guard in front of it. */
  readonly argv: readonly string[];
  readonly kernelCommandLine: string;
  /** The port of 127.0.0.1 that leads to the guest's SSH. */
  readonly sshPort: number;
  readonly qmp: Qmp;
  readonly console: {
    readonly path: string;
    /** The newest lines, oldest first. */
    readonly last: readonly string[];
    /** Calls back with every line from now on; the returned function ends that. */
    onLine(listener: (line: string) => void): () => void;
  };
  /** What is written here is typed on the serial console. */
  readonly keyboard: Writable;
  /** Resolves when QEMU has ended and every byte of the console was told. Never rejects. */
  readonly exited: Promise<Exit>;
  /** Resolves at the first sign that the guest will not answer again. Never rejects; a stop() is such a sign too. */
  readonly lost: Promise<Loss>;
  /** What a guest that hangs has to say, before it is stopped. Never rejects, and ends by itself however dead QEMU is. */
  diagnose(): Promise<Diagnosis>;
  /** Idempotent. @throws InfrastructureError when the process cannot be ended */
  stop(): Promise<StopResult>;
}
