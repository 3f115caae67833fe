/** What has become of a finding over runs; `found` where there is only one. */
import type { Status } from '../../../triage/finding-history.ts';

export function StatusTag({ status }: { readonly status: Status | 'passing' | undefined }) {
  return <span class={`tag is-${status ?? 'found'}`}>{(status ?? 'found').replace('-', ' ')}</span>;
}
