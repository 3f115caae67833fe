/** How much of an exploration came to nothing, and whether it was meant to. */
import type { Performed } from '../../judge/retrace.ts';
import { errnoName } from '../../model/operation.ts';
import { errnosOf } from '../../model/outcome.ts';
import { predict } from '../../model/predict.ts';

export interface Refusals {
  /** Operations that returned, in a world that the model knew. */
  readonly operations: number;
  /** Made to fail from outside. */
  readonly struck: number;
  /** That nothing but an error can come of: tried on purpose. */
  readonly onPurpose: number;
  /** That could have succeeded, and which the kernel may refuse. */
  readonly open: number;
  /** With an errno that nothing predicted. */
  readonly unpredicted: number;
  /** About a file that is not there: no check of the kernel's was reached. */
  readonly missing: number;
}

export const NO_REFUSALS: Refusals = { operations: 0, struck: 0, onPurpose: 0, open: 0, unpredicted: 0, missing: 0 };

export function withRefusals(before: Refusals, performed: readonly Performed[]): Refusals {
  return performed.reduce((all, one) => {
    const kind = kindOf(one);
    if (kind === undefined) return all;
    const counted = { ...all, operations: all.operations + 1 };
    return kind === 'done' ? counted : { ...counted, [kind]: counted[kind] + 1 };
  }, before);
}

type Kind = 'done' | Exclude<keyof Refusals, 'operations'>;

/** Of those that were made together, all must have been done. */
function kindOf({ operation, world, errno, also = [] }: Performed): Kind | undefined {
  if (!world || errno === undefined) return undefined;
  const seen = [errno, ...also].map(errnoName);
  if (seen.every((name) => name === 'OK')) return 'done';
  const predicted = predict(world, operation).map(errnosOf);
  if (!predicted.some((names) => names.join() === seen.join())) return 'unpredicted';
  if (operation.kind !== 'together' && operation.fault) return 'struck';
  if (predicted.some((names) => names.every((name) => name === 'OK'))) return 'open';
  return seen.includes('ENOENT') ? 'missing' : 'onPurpose';
}

/** One line: shares of all operations. */
export function refusalsText({ operations, struck, onPurpose, open, unpredicted, missing }: Refusals): string {
  const share = (count: number): string => `${operations === 0 ? 0 : Math.round((1000 * count) / operations) / 10} %`;
  return [
    `refused: ${share(onPurpose)} of them on purpose, ${share(open)} where the kernel may do either`,
    ...(struck > 0 ? [`${share(struck)} made to fail`] : []),
    `wasted: ${share(missing)} about nothing, ${share(unpredicted)} with another errno than predicted`,
  ].join(', ');
}
