/** The exit status of an error that ended a run, or another command, before its work was done. */
import { RecordReadError, RecordWriteError } from '../archive/record-error.ts';
import { ConfigError, ExplainedError } from '../config/explained-error.ts';
import { EXIT, type ExitStatus } from '../judge/verdict.ts';
import { UnsupportedError } from '../lab/errors.ts';

/** What was not explained where it arose is a defect of daxlab. */
export function statusOfError(error: unknown): ExitStatus {
  if (error instanceof ConfigError) return EXIT.usage;
  if (error instanceof UnsupportedError) return EXIT.notRun;
  return error instanceof ExplainedError || error instanceof RecordWriteError || error instanceof RecordReadError ? EXIT.infrastructure : EXIT.defect;
}
