/** Standard output and error, as the commands use them. */
import { liveProgress } from '../report/live-progress.ts';
import { paintFor, type Paint } from '../report/paint.ts';
import { plainProgress } from '../report/plain-progress.ts';
import type { Reporter } from '../archive/reporter.ts';

export interface Terminal {
  /** What was asked for. */
  readonly out: (text: string) => void;
  /** Everything else: progress, errors. */
  readonly err: (text: string) => void;
  readonly paint: { readonly out: Paint; readonly err: Paint };
  /** Shows where a run is, as a live view on a terminal and as plain lines elsewhere. */
  readonly progress: () => Reporter;
  /** Resolves when all that was written has been taken. */
  readonly flush: () => Promise<void>;
}

/** The terminal of this process. `onFailure` hears when standard output refuses for another reason than that its reader left. */
export function processTerminal(onFailure: (error: Error) => void): Terminal {
  const { stdout, stderr } = process;
  const paint = { out: paintFor(stdout), err: paintFor(stderr) };
  // `daxlab show latest | head` is no error: what the reader does not want is not written, and the work goes on.
  stdout.on('error', (error: NodeJS.ErrnoException) => { if (error.code !== 'EPIPE') onFailure(error); });
  stderr.on('error', () => undefined);
  return {
    out: (text) => { if (stdout.writable) stdout.write(text); },
    err: (text) => { if (stderr.writable) stderr.write(text); },
    paint,
    progress: () => (stderr.isTTY && process.env['TERM'] !== 'dumb' ? liveProgress(stderr, paint.err) : plainProgress((text) => { stderr.write(text); })),
    flush: () => new Promise((resolve) => { if (stdout.writable) stdout.write('', () => { resolve(); }); else resolve(); }),
  };
}
