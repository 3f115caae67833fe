/** Why a record is passed over, in one line. */
import { RecordReadError } from '../../archive/record-error.ts';
import type { SkippedRecord } from './records.ts';

/** What is not about the record itself is a defect of daxlab and is thrown on. */
export function skippedAs(path: string, error: unknown): SkippedRecord {
  if (error instanceof RecordReadError) return { path, reason: /^ {2}seen: +(.*)$/m.exec(error.message)?.[1] ?? error.message };
  if (error instanceof Error && 'code' in error) return { path, reason: error.message };
  throw error;
}
