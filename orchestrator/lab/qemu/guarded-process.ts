/**
 * A process that cannot outlive this one, in a process group of its own.
 *
 * Twice guarded. The kernel kills it when the thread that started it dies, however that dies (PR_SET_PDEATHSIG, set by util-linux'
 * setpriv). And a shell in the group waits for the end of a pipe that only this process holds open, and then kills the group: that also
 * ends what a wrapper script started without exec.
 */
import { constants } from 'node:os';
import type { Duplex, Writable } from 'node:stream';
import { execa } from 'execa';
import { InfrastructureError } from '../errors.ts';
import { deferred } from './deferred.ts';

const GUARD = [
  // Were daxlab killed between fork and prctl, the parent is another by now and no signal will come.
  'test "$PPID" = "$1" || exit 125; shift',
  // $$ is the first shell and so the group. Without the other descriptors: the control channel has to close when its process ends.
  '{ read -r _ <&4; kill -KILL -$$; } </dev/null >/dev/null 2>&1 3>&- &',
  'exec "$@" 4<&-',
].join('\n');

/** How a process ended: one of the two. */
export interface Ended {
  readonly code?: number;
  readonly signal?: NodeJS.Signals;
}

export interface GuardedProcess {
  readonly pid: number;
  readonly stdin: Writable;
  /** The other end of the process's descriptor 3, a unix socket. */
  readonly control: Duplex;
  readonly ended: Promise<Ended>;
  /** To the whole group; nothing when there is no process left in it. */
  signal(name: 'SIGTERM' | 'SIGKILL'): void;
}

/**
 * `stdout` and `stderr` are open files.
 * @throws InfrastructureError when the process cannot be started
 */
export async function startGuarded(command: readonly string[], stdout: number, stderr: number): Promise<GuardedProcess> {
  const [program, ...argument] = guard(command, process.pid);
  const subprocess = execa(program, argument, {
    stdio: ['pipe', descriptor(stdout), descriptor(stderr), 'pipe', 'pipe'],
    detached: true, buffer: false, reject: false, cleanup: false,
  });
  const { pid } = subprocess;
  if (pid === undefined) throw notStarted(command, (await subprocess).cause);
  const ended = deferred<Ended>();
  // Not execa's own promise: that waits until every copy of the streams is closed.
  subprocess.once('exit', (code, signal) => {
    // The waiting shell, and what a wrapper script left behind.
    signalGroup(pid, 'SIGKILL');
    ended.resolve(signal === null ? { code: code ?? 0 } : { signal });
  });
  const control = subprocess.stdio[3] as unknown as Duplex;
  for (const stream of [subprocess.stdin, control, subprocess.stdio[4]]) stream.on('error', () => undefined);
  return {
    pid, stdin: subprocess.stdin, control, ended: ended.promise,
    signal: (name) => { signalGroup(pid, name); },
  };
}

/** `command`, killed when the process that starts it ends, and not run at all (exit 125) when that is no longer `parent`. */
export function guard(command: readonly string[], parent: number): [string, ...string[]] {
  return ['setpriv', '--pdeathsig', 'KILL', '--', 'sh', '-c', GUARD, 'daxlab-guard', String(parent), ...command];
}

/** execa's types have only the descriptors 3 to 9; it hands any of them to the process. */
const descriptor = (file: number): 3 => file as 3;

function signalGroup(pid: number, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(-pid, constants.signals[name]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function notStarted(command: readonly string[], cause: unknown): InfrastructureError {
  const missing = (cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
  return new InfrastructureError({
    doing: 'starting a process with setpriv', to: command.join(' '),
    seen: cause instanceof Error ? cause.message : String(cause),
    next: missing ? 'install util-linux, which setpriv is part of' : undefined,
  }, { cause });
}
