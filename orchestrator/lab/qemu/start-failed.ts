/** A QEMU that did not come up, with everything it said. */
import { InfrastructureError } from '../errors.ts';
import { inWords } from './exit.ts';
import { tail } from './log-files.ts';
import type { StopResult } from './stop.ts';

/** A guest that got as far as its console says more there than here; these are its last words. */
const CONSOLE_LINES = 15;

export interface FailedStart {
  readonly argv: readonly string[];
  readonly stderrFile: string;
  readonly console: readonly string[];
  /** What went wrong first. */
  readonly cause: Error;
  readonly stopped: StopResult;
}

export function startFailed({ argv, stderrFile, console, cause, stopped }: FailedStart): InfrastructureError {
  const said = tail(stderrFile);
  const ended = stopped.how === 'had-ended' ? `QEMU ended by itself: ${inWords(stopped.exit)}` : cause.message;
  return new InfrastructureError({
    doing: 'starting QEMU',
    to: argv.join(' '),
    expected: 'a QEMU that opens its control channel (QMP) and starts the guest',
    seen: [ended, said === '' ? 'nothing on its standard error' : said, ...console.slice(-CONSOLE_LINES)].join('\n'),
    next: 'run the command by hand',
  }, { cause });
}
