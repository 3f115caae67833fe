/** A finding: which rows have it, and the first of them at the operation that showed it. */
import type { Index } from '../index-of.ts';
import { rowAddress, useRoute } from '../route.ts';
import { counted } from '../shared/numbers.ts';
import { shown, Verdict } from '../shared/Verdict.tsx';
import { Attempt } from './Attempt.tsx';

export function FindingView({ index, fingerprint }: { readonly index: Index; readonly fingerprint: string }) {
  const { parameters } = useRoute();
  const finding = index.findings.get(fingerprint);
  if (!finding) return <p>No row of this run has a finding <code>{fingerprint}</code>. <a href="#/">All rows</a></p>;
  const row = finding.rows.find(({ id }) => index.details.has(id));
  const detail = row && index.details.get(row.id);
  const operation = row?.findings.find((one) => one.fingerprint === fingerprint)?.operation;
  return (
    <>
      <nav class="where-am-i"><a href="#/">all rows</a></nav>
      <h2 class="title"><span class="tag">{finding.kind}</span> {finding.title}</h2>
      <p class="quiet">fingerprint <code>{fingerprint}</code>{finding.known ? ', declared known' : ''}; in {counted(finding.rows.length, 'row')}:</p>
      <ul class="row-links">
        {finding.rows.map((each) => (
          <li key={each.id}><a href={rowAddress(each.id, each.findings.find((one) => one.fingerprint === fingerprint)?.operation)}>{each.name} on {each.machine}, {each.release || each.kernel}</a> <Verdict verdict={shown(each)} /></li>
        ))}
      </ul>
      {row && detail ? <><h3>{row.name} on {row.machine}, {row.release}</h3><Attempt detail={detail} first={Number(parameters.get('operation') ?? operation)} /></> : <p class="quiet">The details of these rows are not in this page: it would be too large. The record has them all.</p>}
    </>
  );
}
