/** What every command is given. */
import type { Terminal } from './terminal.ts';

export interface Context {
  /** The command as it was typed, without the program. */
  readonly argv: readonly string[];
  readonly terminal: Terminal;
  /** Aborts at the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** What the process will exit with, 0 unless it is told otherwise: an ExitStatus, or the status of a guest's shell. */
  readonly exitWith: (status: number) => void;
}
