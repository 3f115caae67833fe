/** Standard output and error, as the commands use them. */
import { liveProgress } from '../report/live-progress.ts';
import { paintFor, type Paint } from '../report/paint.ts';
import { plainProgress } from '../report/plain-progress.ts';
import { InfrastructureError } from '../lab/errors.ts';
import type { Reporter } from '../archive/reporter.ts';

export interface Terminal {
  /** What was asked for. */
  readonly out: (text: string) => void;
  /** Everything else: progress, errors. */
  readonly err: (text: string) => void;
  readonly paint: { readonly out: Paint; readonly err: Paint };
  /** Shows where a run is, as a live view on a terminal and as plain lines elsewhere. */
  readonly progress: () => Reporter;
  /** Resolves when all that was written has been taken. Throws InfrastructureError where standard output refused, a full disk for instance. */
  readonly flush: () => Promise<void>;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdout, stderr } = process;
  const paint = { out: paintFor(stdout), err: paintFor(stderr) };
  const written: Promise<void>[] = [];
  // Each write hears of its own failure; without these the process would die of it.
  stdout.on('error', () => undefined);
  stderr.on('error', () => undefined);
  return {
    out: (text) => {
      const taken = take(stdout, text);
      // It is told at the end: a run goes on without anybody to read of it.
      taken.catch(() => undefined);
      written.push(taken);
    },
    err: (text) => { if (stderr.writable) stderr.write(text); },
    paint,
    progress: () => (canRedraw(stderr) ? liveProgress(stderr, paint.err) : plainProgress((text) => { if (stderr.writable) stderr.write(text); })),
    flush: async () => { await Promise.all(written); },
  };
}

/** A terminal without a size, as some CI services and `script` give, would be shown nothing. */
export function canRedraw(stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'rows'>, { TERM: kind }: NodeJS.ProcessEnv = process.env): boolean {
  return stream.isTTY && kind !== 'dumb' && stream.columns > 0 && stream.rows > 0;
}

/** `daxlab show latest | head` is no error: what the reader does not want is not written, and the work goes on. */
async function take(stream: NodeJS.WriteStream, text: string): Promise<void> {
  const error = await new Promise<NodeJS.ErrnoException | null | undefined>((resolve) => { stream.write(text, resolve); });
  if (!error || GONE.has(error.code ?? '')) return;
  throw new InfrastructureError({ doing: 'writing to standard output', seen: error.message, next: 'the record in the results folder has all that was to be printed' }, { cause: error });
}

/** The reader has closed its end; later writes hear that the stream is destroyed. */
const GONE = new Set(['EPIPE', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END']);
