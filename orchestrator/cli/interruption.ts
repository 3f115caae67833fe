/** Ctrl-C: the first asks everything to stop and keep what there is, the second leaves at once. */
import { EXIT } from '../judge/verdict.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The signal that aborts everything. `say` writes to standard error. */
export function interruption(say: (text: string) => void): AbortSignal {
  const controller = new AbortController();
  for (const name of SIGNALS) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(EXIT.interrupted);
      say(`\n${name}: stopping guests and keeping the record; once more leaves at once\n`);
      controller.abort(new Error(`interrupted by ${name}`));
    });
  }
  return controller.signal;
}
