/** Running a QEMU for its version. */
import { execa } from 'execa';

/** A QEMU answers in 20 ms; on a machine with every CPU busy it took 2 s. */
const DEADLINE_MS = 20_000;

export type VersionAnswer =
  | { readonly kind: 'answer'; readonly text: string }
  /** `why` is what was seen, for people. */
  | { readonly kind: 'failure'; readonly why: string };

/** What `argv --version` prints on standard output. @throws only the signal's reason */
export async function askVersion(argv: readonly string[], signal?: AbortSignal, deadlineMs = DEADLINE_MS): Promise<VersionAnswer> {
  signal?.throwIfAborted();
  const [file = '', ...rest] = argv;
  // A group of its own, because what is given as a QEMU may be a script: killing the script alone leaves its child with the pipe open, and the wait goes on.
  const child = execa(file, [...rest, '--version'], { reject: false, detached: true, stdin: 'ignore', maxBuffer: 64 * 1024, env: { LC_ALL: 'C' } });
  const late = new AbortController();
  const kill = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // gone already
    }
  };
  const timer = setTimeout(() => {
    late.abort();
    kill();
  }, deadlineMs);
  signal?.addEventListener('abort', kill, { once: true });
  try {
    const result = await child;
    signal?.throwIfAborted();
    if (late.signal.aborted) return { kind: 'failure', why: `no answer to --version within ${deadlineMs / 1000} s` };
    if (result.exitCode === 0) return { kind: 'answer', text: result.stdout };
    if (result.isMaxBuffer) return { kind: 'failure', why: 'endless output for an answer to --version' };
    if (result.exitCode === undefined && result.signal === undefined) return { kind: 'failure', why: `it could not be started: ${result.originalMessage ?? 'no reason given'}` };
    const words = result.stderr.trim().split('\n').slice(-2).join(' | ');
    return { kind: 'failure', why: `--version ended with ${result.signal ? `signal ${result.signal}` : `status ${result.exitCode ?? 'unknown'}`}${words === '' ? '' : `: ${words}`}` };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', kill);
    kill(); // whatever it left running
  }
}
