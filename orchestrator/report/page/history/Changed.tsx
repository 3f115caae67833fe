/** What was different between the last good run and the first bad one, or between the last bad and the first good of what is fixed. */
import { changeText } from '../../change-text.ts';
import type { Change } from '../../../triage/changes.ts';
import { counted } from '../shared/numbers.ts';

/** The kernel and what else is likely come first: the others are of interest when these explain nothing. */
const AT_ONCE = 3;

export function Changed({ changed }: { readonly changed: readonly Change[] | undefined }) {
  if (!changed) return <>·</>;
  if (changed.length === 0) return <span class="quiet">nothing that the records have</span>;
  const rest = changed.slice(AT_ONCE);
  return (
    <>
      <List changes={changed.slice(0, AT_ONCE)} />
      {rest.length > 0 ? <details><summary>{counted(rest.length, 'more change')}</summary><List changes={rest} /></details> : null}
    </>
  );
}

function List({ changes }: { readonly changes: readonly Change[] }) {
  return <ul>{changes.map((change) => <li key={`${change.what} ${change.name}`}>{changeText(change)}</li>)}</ul>;
}
