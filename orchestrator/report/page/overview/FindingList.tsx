/** What was found, each once however many rows have it. */
import { findingAddress } from '../route.ts';
import { urgency, type SharedFinding } from '../index-of.ts';
import { StatusTag } from '../shared/StatusTag.tsx';
import { counted } from '../shared/numbers.ts';

const FEW = 3;

export function FindingList({ findings }: { readonly findings: readonly SharedFinding[] }) {
  if (findings.length === 0) return null;
  const sorted = [...findings].sort((one, other) => urgency(one) - urgency(other) || other.rows.length - one.rows.length);
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">{counted(findings.length, 'finding')}</h2>
      <ul class="findings">
        {sorted.map((finding) => (
          <li key={finding.fingerprint}>
            <StatusTag status={finding.known ? 'known' : finding.status} />
            <span class="tag">{finding.kind}</span>
            <a href={findingAddress(finding.fingerprint)}>{finding.title}</a>
            <span class="quiet where">{counted(finding.rows.length, 'row')}: {few(finding.rows.map(({ kernel }) => kernel))} on {few(finding.rows.map(({ machine }) => machine))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function few(names: readonly string[]): string {
  const different = [...new Set(names)];
  return different.length > FEW ? `${different.slice(0, FEW).join(', ')} and ${different.length - FEW} more` : different.join(', ');
}
