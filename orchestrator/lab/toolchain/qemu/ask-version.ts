/** Running a QEMU for its version. */
import { execa } from 'execa';

/** A QEMU answers in 20 ms; a machine with every CPU busy may take seconds. */
const DEADLINE_MS = 20_000;

export type VersionAnswer =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'not-started'; readonly why: string }
  | { readonly kind: 'no-answer'; readonly why: string };

/** What `argv --version` prints on standard output; never throws but for an abort. */
export async function askVersion(argv: readonly string[], signal?: AbortSignal, deadlineMs = DEADLINE_MS): Promise<VersionAnswer> {
  const [file = '', ...rest] = argv;
  const result = await execa(file, [...rest, '--version'], {
    reject: false,
    stdin: 'ignore',
    timeout: deadlineMs,
    forceKillAfterDelay: 1000,
    maxBuffer: 64 * 1024,
    env: { LC_ALL: 'C' },
    ...(signal ? { cancelSignal: signal } : {}),
  });
  signal?.throwIfAborted();
  if (result.timedOut) return { kind: 'no-answer', why: `nothing within ${deadlineMs / 1000} s of --version` };
  if (result.exitCode === 0) return { kind: 'answer', text: result.stdout };
  const words = result.stderr.trim().split('\n').slice(-2).join(' | ');
  if (result.exitCode === undefined && result.signal === undefined) return { kind: 'not-started', why: result.originalMessage ?? result.shortMessage ?? 'it could not be started' };
  return { kind: 'no-answer', why: `--version ended with ${result.signal ? `signal ${result.signal}` : `status ${result.exitCode ?? 'unknown'}`}${words === '' ? '' : `: ${words}`}` };
}
