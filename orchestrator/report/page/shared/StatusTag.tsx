/** What has become of a finding or a row over runs; `found` where there is only one. */
import type { RowStatus } from '../../../triage/row-history.ts';

export function StatusTag({ status }: { readonly status: RowStatus | undefined }) {
  return <span class={`tag is-${status ?? 'found'}`}>{(status ?? 'found').replace('-', ' ')}</span>;
}
