/** Running apt, dpkg, decompressors and the like. They are short-lived steps of a pipeline, so zx runs them. */
import { $, type ProcessOutput } from 'zx/core';
import { InfrastructureError } from '../errors.ts';
import type { Explanation } from '../../config/explained-error.ts';

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly cwd?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Files to read from and write to. */
  readonly from?: string | undefined;
  readonly into?: string | undefined;
  /** Called with each line of standard output as it comes. */
  readonly onLine?: ((line: string) => void) | undefined;
}

/**
 * Runs `argv` to its end and returns its standard output.
 * @throws InfrastructureError with `explanation` and the program's own last words; the signal's reason when aborted
 */
export async function run(argv: readonly string[], explanation: Explanation, options: RunOptions = {}): Promise<string> {
  const { signal } = options;
  signal?.throwIfAborted();
  const output = await start(argv, options).finally(() => signal?.throwIfAborted());
  if (output.exitCode === 0) return output.stdout;
  throw new InfrastructureError({ ...explanation, seen: `${argv[0] ?? ''} ended with ${ending(output)}${lastWords(output)}` }, { cause: output });
}

async function start(argv: readonly string[], { env, cwd, signal, from = '/dev/null', into, onLine }: RunOptions): Promise<ProcessOutput> {
  const shell = $({
    quiet: true,
    verbose: false,
    nothrow: true,
    // A group of its own: zx's kill asks `ps` for the children and misses those that are just being started.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Messages are matched and shown, so they must not be translated.
    env: { ...process.env, LC_ALL: 'C', LANGUAGE: 'C', ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  const child = into === undefined ? shell`${argv} < ${from}` : shell`${argv} < ${from} > ${into}`;
  const kill = () => {
    if (child.pid !== undefined) killGroup(child.pid);
  };
  signal?.addEventListener('abort', kill, { once: true });
  try {
    if (onLine) await eachLine(child, onLine);
  } finally {
    // To the end in any case: then the output is closed, and nobody of the group writes to a directory that is about to be removed.
    await child;
    signal?.removeEventListener('abort', kill);
  }
  return child;
}

async function eachLine(child: AsyncIterable<string>, onLine: (line: string) => void): Promise<void> {
  for await (const line of child) onLine(line);
}

/** At once: what was half-done is thrown away anyway. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function ending({ exitCode, signal }: ProcessOutput): string {
  return signal ? `signal ${signal}` : `status ${exitCode ?? 'unknown'}`;
}

function lastWords({ stderr }: ProcessOutput): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  return lines.length === 0 ? '' : `: ${lines.slice(-6).join(' | ')}`;
}
