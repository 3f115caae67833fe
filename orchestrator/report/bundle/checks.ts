/** What tells whether a finding is there again: values that the guest's shell reads, a report on its console, or its silence. */
import { isHang } from '../../judge/findings.ts';
import { observedFacts } from '../../model/observables/all.ts';
import type { Difference, Finding } from '../../judge/verdict.ts';
import { callChecks } from './call-checks.ts';
import { errnoText } from './errno-text.ts';
import { ENDED, NONE, type Checks, type LogCheck, type ValueCheck } from './check.ts';
import { factReader } from './fact-reader.ts';
import type { AttemptRecord } from './failure.ts';
import { lawChecks } from './law-checks.ts';
import { wantedValue } from './wanted.ts';

export type CheckedAttempt = Pick<AttemptRecord, 'start'> & { readonly trial?: Pick<AttemptRecord['trial'], 'witness'> };

export function checksOf(finding: Finding, attempt: CheckedAttempt): Checks {
  switch (finding.kind) {
    case 'errno':
      return errnoChecks(finding, attempt);
    case 'log':
      return isHang(finding) ? { ...NONE, hang: true } : { ...NONE, log: logCheck(finding) };
    case 'calls':
      return callChecks(finding.differences, attempt.trial?.witness);
    case 'state':
      return factChecks(finding, attempt);
    case 'conservation':
      return lawChecks(finding.differences, attempt.start) ?? factChecks(finding, attempt);
  }
}

/** What an unpredicted failure left changed is evidence of it, and read as well. */
function errnoChecks(finding: Finding, attempt: CheckedAttempt): Checks {
  const errnos = finding.differences.filter(({ fact }) => fact === 'errno');
  const left = factChecks({ ...finding, differences: finding.differences.filter(({ fact }) => fact !== 'errno') }, attempt);
  return { ...left, values: [...errnos.map((difference) => errnoCheck(finding.operation, difference)), ...left.values] };
}

const errnoCheck = (operation: number, { expected, seen }: Difference): ValueCheck => ({
  name: `result of operation ${operation}`, reader: { command: ENDED, uses: [] }, since: 'start', change: false,
  wanted: { kind: 'exactly', values: expected.split(' or ').map(errnoTexts) }, seen: errnoTexts(seen),
});

/** `OK and EINVAL` of two that were made together. */
const errnoTexts = (names: string): string => names.split(' and ').map(errnoText).join(' and ');

function factChecks({ operation, differences }: Finding, { start }: CheckedAttempt): Checks {
  // The first observation itself is held against nothing before it.
  const facts = start && operation >= 0 ? observedFacts(start) : new Map<string, never>();
  const surroundings = { bootNodes: start?.nodeMasks.hasNormalMemory ?? [0], blockSize: start?.blockSize ?? 0 };
  const values: ValueCheck[] = [];
  const leftOut: string[] = [];
  for (const difference of differences) {
    const reader = factReader(difference.fact, surroundings);
    if (reader) values.push({ name: difference.fact, reader, since: 'start', ...wantedValue(difference, facts.get(difference.fact)) });
    else leftOut.push(difference.fact);
  }
  return { ...NONE, values, leftOut };
}

/** The report's first words, and the function that it is about: what of the title the console shows literally. */
function logCheck({ title, log }: Finding): LogCheck {
  const lines = log.map((line) => line.replace(/^(?:<\d+>)?\[ *\d+\.\d+\](?:\[[^\]]*\])? ?/, ''));
  const [, head = title, where] = /^(.*?)(?:: | in )([A-Za-z_][\w.]*)$/.exec(title) ?? [];
  const shows = (text: string): boolean => lines.some((line) => line.includes(text));
  const first = lines.find((line) => !/^-+\[ cut here \]-+$/.test(line) && line !== '') ?? head;
  const texts = [shows(head) ? head : first.replace(/\b(?:0x)?[0-9a-f]*\d[0-9a-f]*\b.*$/, '').trim()];
  return { texts: [...texts, ...(where !== undefined && shows(`${where}+0x`) ? [`${where}+0x`] : [])].filter((text) => text !== '') };
}
