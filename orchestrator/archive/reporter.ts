/** Whoever follows a run: the terminal, a file in the record. The runner tells all of them, in this order, and waits for `end`. */
import type { RecordEvent } from './event.ts';
import type { ItemKey } from './item-id.ts';
import type { Summary } from './summary.ts';

export interface RunStart {
  readonly runId: string;
  /** `<results>/<run-id>`. */
  readonly folder: string;
  readonly suite: string;
  readonly items: readonly (ItemKey & { readonly id: string })[];
}

export interface Reporter {
  readonly start: (run: RunStart) => void;
  readonly event: (event: RecordEvent) => void;
  readonly end: (summary: Summary) => void | Promise<void>;
}

/** One that tells several, in their order; all hear of the end even where one fails at it. */
export function everyReporter(reporters: readonly Reporter[]): Reporter {
  return {
    start: (run) => { for (const reporter of reporters) reporter.start(run); },
    event: (event) => { for (const reporter of reporters) reporter.event(event); },
    end: async (summary) => {
      const failures: unknown[] = [];
      for (const reporter of reporters) {
        try {
          await reporter.end(summary);
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
