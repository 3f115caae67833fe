/** One call that was made to fail, as it is told. */
import type { SummaryRow } from '../../archive/summary.ts';
import type { Performed } from '../../judge/retrace.ts';
import { describe, errnoName } from '../../model/operation.ts';
import { predict } from '../../model/predict.ts';
import type { Site } from '../../scenario/inject/straight.ts';

/** A call with its place among all of the straight way, from 1, and of how many. */
export interface Numbered {
  readonly fn: string;
  readonly site: Site;
  readonly place: number;
  readonly of: number;
}

export interface Injected extends Pick<Numbered, 'fn' | 'place' | 'of'> {
  /** The operation in words, without its fault; absent where the guest was lost before it. */
  readonly operation?: string | undefined;
  /** Absent where it never returned. */
  readonly errno?: string | undefined;
  readonly predicted: readonly string[];
  /** The row, with what it says of this call. */
  readonly row: SummaryRow;
  /** The operation did not come to that call this time. */
  readonly never?: true;
}

export function toldOf({ fn, place, of }: Numbered, performed: Performed | undefined, row: SummaryRow): Injected {
  if (!performed || performed.operation.kind === 'together') return { fn, place, of, row, predicted: [] };
  const { world, errno, operation } = performed;
  return {
    fn, place, of, row, operation: describe({ ...operation, fault: undefined }), ...(errno !== undefined && { errno: errnoName(errno) }),
    predicted: world ? [...new Set(predict(world, operation).map((outcome) => outcome.errno))] : [],
  };
}
