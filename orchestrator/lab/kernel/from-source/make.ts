/** make, with its progress as objects built, and a compiler's errors as they are. */
import { execa } from 'execa';
import { ConfigError } from '../../../config/explained-error.ts';
import { InfrastructureError } from '../../errors.ts';

export interface Make {
  /** O=: where the objects go. */
  readonly objects: string;
  readonly tree: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly variables: readonly string[];
  readonly jobs: number;
  readonly signal?: AbortSignal | undefined;
  /** Gets everything that make and the compiler say. */
  readonly log: string;
}

/** What kbuild prints for each step that makes an object: `  CC [M]  drivers/dax/kmem.o`. */
const OBJECT = /^ {2}(?:CC|AS|AR|LD|HOSTCC|OBJCOPY)(?: \[M\])? +\S/;

/** @param built called with the number of objects so far. @throws ConfigError with what the compiler says; InfrastructureError where make did not run */
export async function make({ objects, tree, env, variables, jobs, signal, log }: Make, targets: readonly string[], built: (count: number) => void = () => undefined): Promise<number> {
  signal?.throwIfAborted();
  const child = execa('make', ['-C', tree, `O=${objects}`, `-j${jobs}`, ...variables, ...targets], {
    env: { ...env, LC_ALL: 'C' }, reject: false, buffer: false, stdin: 'ignore', stdout: ['pipe', { file: log, append: true }], stderr: ['pipe', { file: log, append: true }],
    // A group of its own: a Ctrl-C of the terminal goes to daxlab alone, which then ends make and all compilers at once.
    detached: true, cleanup: true,
  });
  let last: NodeJS.Timeout | undefined;
  const stop = (): void => {
    killGroup(child.pid, 'SIGTERM');
    last = setTimeout(() => { killGroup(child.pid, 'SIGKILL'); }, GRACE_MS);
  };
  signal?.addEventListener('abort', stop, { once: true });
  const said: string[] = [];
  let count = 0;
  const [, , result] = await Promise.all([
    eachLine(child.iterable({ from: 'stdout' }), (line) => { if (OBJECT.test(line)) built(++count); }),
    eachLine(child.iterable({ from: 'stderr' }), (line) => { said.push(line); }),
    child,
  ]).finally(() => {
    signal?.removeEventListener('abort', stop);
    clearTimeout(last);
  });
  signal?.throwIfAborted();
  if (result.exitCode === 0) return count;
  if (result.exitCode === undefined && result.signal === undefined) throw new InfrastructureError({ doing: 'starting make', seen: result.message ?? 'nothing', next: 'npx daxlab doctor' });
  throw new ConfigError({
    doing: `building a kernel: make ${targets.join(' ')}`, to: tree, expected: 'that it compiles', seen: `make ended with ${result.signal ?? `status ${result.exitCode}`}\n${said.slice(-MOST_LINES).join('\n')}`,
    next: `all that was said is in ${log}`,
  });
}

/** The last so many lines of standard error. */
const MOST_LINES = 60;

async function eachLine(lines: AsyncIterable<string>, take: (line: string) => void): Promise<void> {
  for await (const line of lines) take(line);
}

/** Asked, make removes what is half written: an object that is newer than its source would be taken for a whole one the next time. */
const GRACE_MS = 20_000;

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

