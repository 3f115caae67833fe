/** The command line from arguments to exit status. */
import { CommanderError } from 'commander';
import { EXIT } from '../judge/verdict.ts';
import { endingOf, exitStatusFor } from './error-status.ts';
import { interruption } from './interruption.ts';
import { program } from './program.ts';
import { processTerminal } from './terminal.ts';

/** Never returns: something that a library left open must not keep a finished daxlab alive. */
export async function main(argv: readonly string[]): Promise<never> {
  const terminal = processTerminal();
  const signal = interruption(terminal.err);
  let status: number = EXIT.ok;
  const end = (error: unknown): void => {
    const ending = endingOf(error, signal);
    terminal.err(ending.text);
    process.exit(exitStatusFor(argv, ending.status));
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
  try {
    await program({ argv, terminal, signal, exitWith: (wanted) => { status = wanted; } }).parseAsync(argv, { from: 'user' });
  } catch (error) {
    // commander has said what is wrong; help and version arrive here as well, with status 0.
    if (!(error instanceof CommanderError)) end(error);
    else status = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
  await terminal.flush().catch(end);
  return process.exit(exitStatusFor(argv, status));
}
