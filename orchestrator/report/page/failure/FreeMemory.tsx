/** Free memory of the nodes that the guest was booted with: where a memmap goes that is not on the memory it describes. */
import type { Step } from '../../page-data/row-shape.ts';
import { kibibytes } from '../shared/numbers.ts';

export function FreeMemory({ step, total }: { readonly step: Step; readonly total: number }) {
  const { before, seen, least, most } = step.free;
  if (before === undefined || total === 0) return null;
  const share = (count: number): string => `${(100 * count) / total}%`;
  const wrong = seen !== undefined && ((least !== undefined && seen < least) || (most !== undefined && seen > most));
  return (
    <div class="free">
      <h5>boot memory <span class="quiet">free of {kibibytes(total)}</span></h5>
      <p><span class="label">before</span><span class="bar"><span style={{ width: share(before) }} /></span><span class="amount">{kibibytes(before)}</span></p>
      {least === undefined || most === undefined ? null : (
        <p><span class="label">predicted</span><span class="bar"><span style={{ width: share(least) }} /></span><span class="amount">{kibibytes(least)} to {kibibytes(most)}</span></p>
      )}
      {seen === undefined ? null : <p><span class="label">seen</span><span class={`bar${wrong ? ' wrong' : ''}`}><span style={{ width: share(seen) }} /></span><span class={`amount${wrong ? ' wrong' : ''}`}>{wrong ? '≠ ' : ''}{kibibytes(seen)}</span></p>}
    </div>
  );
}
