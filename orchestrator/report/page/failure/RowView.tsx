/** A row: what it came to, and its last attempt where that failed. */
import type { Index } from '../index-of.ts';
import { useRoute } from '../route.ts';
import { counted, duration } from '../shared/numbers.ts';
import { shown, Verdict } from '../shared/Verdict.tsx';
import { Attempt } from './Attempt.tsx';

export function RowView({ index, id }: { readonly index: Index; readonly id: string }) {
  const { parameters } = useRoute();
  const row = index.rows.get(id);
  if (!row) return <p>There is no row <code>{id}</code> in this run. <a href="#/">All rows</a></p>;
  const detail = index.details.get(id);
  const asked = parameters.get('operation');
  return (
    <>
      <nav class="where-am-i"><a href="#/">all rows</a></nav>
      <h2 class="title"><Verdict verdict={shown(row)} /> {row.name} <span class="quiet">on {row.machine} with {row.release || row.kernel}{row.policy === 'default' ? '' : `, policy ${row.policy}`}</span></h2>
      <p class="quiet">
        {counted(row.checked, 'operation')} checked in {duration(row.took)}, {counted(row.attempts, 'attempt')}
        {row.from === undefined ? '' : `; taken over from run ${row.from}, whose record has the evidence`}
      </p>
      {row.reason === undefined ? null : <p class="reason">{row.reason}</p>}
      {detail ? <Attempt detail={detail} first={asked === null ? undefined : Number(asked)} /> : <p class="quiet">{whyNoDetail(index, id)}</p>}
    </>
  );
}

function whyNoDetail(index: Index, id: string): string {
  if (index.leftOut.has(id)) return 'Its details are not in this page, which would be too large with them. The record has them: events.ndjson.';
  return 'Of rows that passed, or that the kernel or machine cannot run, this page has no more than this line. The record has every observation: events.ndjson.';
}
