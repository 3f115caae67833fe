/** What an error that reached the command line is called, and the exit status that it stands for. */
import { EXIT, type ExitStatus } from '../judge/verdict.ts';
import { statusOfError } from '../runner/ending.ts';

export interface Ending {
  readonly status: ExitStatus;
  /** For standard error. */
  readonly text: string;
}

/** What `git bisect run` skips. Any other status from 1 to 127 calls the commit bad, and those above end the search. */
export const SKIP = 125;

/** As the command `git bisect run` gives, wrong usage and a defect of daxlab are no word about a kernel either. */
export const exitStatusFor = (argv: readonly string[], status: number): number =>
  (argv[0] === 'bisect' && argv.includes('--run') && status > 1 && status < EXIT.interrupted ? SKIP : status);

/** An interruption outweighs whatever failed while everything was stopped; what failed is told all the same. */
export function endingOf(error: unknown, signal: AbortSignal): Ending {
  const { status, text } = ownEnding(error);
  if (!signal.aborted) return { status, text };
  const isInterruption = error === signal.reason || (error instanceof Error && error.name === 'AbortError');
  return { status: EXIT.interrupted, text: isInterruption ? 'interrupted\n' : `interrupted; while stopping: ${text}` };
}

function ownEnding(error: unknown): Ending {
  const status = statusOfError(error);
  return { status, text: status === EXIT.defect || !(error instanceof Error) ? defect(error) : `${error.message}\n` };
}

function defect(error: unknown): string {
  const stack = error instanceof Error ? withCauses(error) : String(error);
  return `a defect of daxlab, not of the kernel or of this machine\n${stack}\nplease report this text, and what was being done: daxlab should have explained it\n`;
}

function withCauses(error: Error): string {
  const own = error.stack ?? error.message;
  return error.cause instanceof Error ? `${own}\ncaused by: ${withCauses(error.cause)}` : own;
}
