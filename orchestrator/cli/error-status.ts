/** What an error that reached the command line is called, and the exit status that it stands for. */
import { RecordReadError, RecordWriteError } from '../archive/record-error.ts';
import { ConfigError, ExplainedError } from '../config/explained-error.ts';
import { EXIT, type ExitStatus } from '../judge/verdict.ts';
import { UnsupportedError } from '../lab/errors.ts';

export interface Ending {
  readonly status: ExitStatus;
  /** For standard error. */
  readonly text: string;
}

/** An interruption outweighs whatever failed while everything was stopped; what failed is told all the same. */
export function endingOf(error: unknown, signal: AbortSignal): Ending {
  const { status, text } = ownEnding(error);
  if (!signal.aborted) return { status, text };
  const isInterruption = error === signal.reason || (error instanceof Error && error.name === 'AbortError');
  return { status: EXIT.interrupted, text: isInterruption ? 'interrupted\n' : `interrupted; while stopping: ${text}` };
}

function ownEnding(error: unknown): Ending {
  if (error instanceof ConfigError) return { status: EXIT.usage, text: `${error.message}\n` };
  if (error instanceof UnsupportedError) return { status: EXIT.notRun, text: `${error.message}\n` };
  if (error instanceof ExplainedError || error instanceof RecordWriteError || error instanceof RecordReadError) {
    return { status: EXIT.infrastructure, text: `${error.message}\n` };
  }
  return { status: EXIT.defect, text: defect(error) };
}

function defect(error: unknown): string {
  const stack = error instanceof Error ? withCauses(error) : String(error);
  return `a defect of daxlab, not of the kernel or of this machine\n${stack}\nplease report this text, and what was being done: daxlab should have explained it\n`;
}

function withCauses(error: Error): string {
  const own = error.stack ?? error.message;
  return error.cause instanceof Error ? `${own}\ncaused by: ${withCauses(error.cause)}` : own;
}
