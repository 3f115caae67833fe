/** A verdict as a word in its colour. */
import type { Verdict as Name } from '../../../judge/verdict.ts';

export type Shown = Name | 'not-run';

/** Worst first: the order in which a reader should look at them. */
export const WORST_FIRST: readonly Shown[] = ['kernel-crash', 'guest-hang', 'model-mismatch', 'boot-failure', 'unknown', 'infra-failure', 'not-run', 'unsupported', 'pass'];

const SHORT: Record<Shown, string> = {
  pass: 'pass', 'model-mismatch': 'mismatch', 'kernel-crash': 'crash', 'guest-hang': 'hang', 'boot-failure': 'boot', 'infra-failure': 'infra', unsupported: 'n/a', unknown: 'unknown',
  'not-run': 'not run',
};

export const shortVerdict = (verdict: Shown): string => SHORT[verdict];
export const shown = ({ verdict }: { readonly verdict?: Name | undefined }): Shown => verdict ?? 'not-run';

export function Verdict({ verdict = 'not-run' }: { readonly verdict?: Shown | undefined }) {
  return <span class={`verdict is-${verdict}`}>{verdict === 'not-run' ? 'not run' : verdict}</span>;
}
