/**
 * junit.xml: a test case per row, in the dialect of Maven's Surefire that CI services read (rules: fixtures/junit-rules.ts). What the kernel did wrong is a
 * failure, what kept it from being tested an error; what it cannot do, and what is known, is skipped. An attempt that was made again is a rerun, and flaky where
 * a later one passed; so is what a row that passes had in some runs before.
 */
import { rowName } from '../archive/item-id.ts';
import { isKnown, type Summary, type SummaryRow } from '../archive/summary.ts';
import { findingLines } from './finding-text.ts';
import type { Triage } from '../triage/triage.ts';
import { Histories } from './standing.ts';
import { elapsed, whyNotRun, type AttemptStory, type ItemStory, type RunStory } from './story.ts';
import { xmlDocument, type Element } from './xml.ts';

/** @param before over the runs up to this one, which tell what comes and goes */
export function junitXml(summary: Summary, story: RunStory, before?: Pick<Triage, 'rows' | 'findings'>): string {
  const histories = new Histories(before);
  const cases = [...story.items.values()].flatMap((item) => (item.row ? [testCase(item.row, item, histories)] : [notRun(item)]));
  const has = (name: string) => cases.filter(({ children = [] }) => children.some((child) => typeof child !== 'string' && child.name === name)).length;
  const counts = { tests: cases.length, failures: has('failure'), errors: has('error'), time: seconds((story.last ?? 0) - (story.started ?? 0)) };
  const properties = { name: 'properties', children: [property('runId', summary.runId), property('verdict', summary.verdict), property('exitStatus', String(summary.exitStatus))] };
  return xmlDocument({
    name: 'testsuites', attributes: { name: 'daxlab', ...counts },
    children: [{ name: 'testsuite', attributes: { name: summary.suite, ...counts, skipped: has('skipped') }, children: [properties, ...cases] }],
  });
}

function testCase(row: SummaryRow, item: ItemStory, histories: Histories): Element {
  return { name: 'testcase', attributes: { ...names(row), time: seconds(elapsed(item)) }, children: [...outcome(row, item, histories), ...reruns(row, item), ...(row.verdict === 'pass' ? comingAndGoing(row, histories) : [])] };
}

function outcome(row: SummaryRow, item: ItemStory, histories: Histories): Element[] {
  const [first] = row.findings;
  const message = (first && marked(row, first, histories)) ?? row.reason ?? row.verdict;
  const told = (name: string): Element => ({ name, attributes: { type: row.verdict, message }, children: [explanation(row, item, histories)] });
  if (isKnown(row)) return [{ name: 'skipped', attributes: { type: 'known', message } }, { name: 'system-out', children: [explanation(row, item, histories)] }];
  switch (row.verdict) {
    case 'pass':
      return [];
    case 'unsupported':
      return [{ name: 'skipped', attributes: { type: row.verdict, message } }];
    case 'model-mismatch':
    case 'kernel-crash':
    case 'guest-hang':
      return [told('failure')];
    case 'boot-failure':
      return [told(row.findings.length > 0 ? 'failure' : 'error')];
    case 'infra-failure':
    case 'unknown':
      return [told('error')];
  }
}

/** Only what is to be read otherwise than a failure is marked: what is known, and what comes and goes. */
function marked(row: SummaryRow, { title, fingerprint, known }: SummaryRow['findings'][number], histories: Histories): string {
  if (known) return `known: ${title}`;
  const history = histories.finding(row, fingerprint);
  return history?.status === 'flaky' ? `flaky, seen in ${history.rate.seen} of ${history.rate.of} runs: ${title}` : title;
}

/** Of a row that passed: what it had in other runs and may have again. */
function comingAndGoing(row: SummaryRow, histories: Histories): Element[] {
  const flaky = histories.row(row)?.findings.filter(({ status }) => status === 'flaky') ?? [];
  return flaky.map(({ finding, rate }): Element => ({ name: 'flakyFailure', attributes: { type: 'flaky', message: `seen in ${rate.seen} of ${rate.of} runs, not in this one: ${finding.title}` } }));
}

/** The attempts before the one that decided. */
function reruns(row: SummaryRow, { attempts }: ItemStory): Element[] {
  const kind = row.verdict === 'pass' || row.verdict === 'unsupported' ? 'flaky' : 'rerun';
  return attempts.slice(0, -1).map(({ attempt, verdict = 'unknown', reason }: AttemptStory): Element => ({
    name: `${kind}${verdict === 'boot-failure' ? 'Failure' : 'Error'}`, attributes: { type: verdict, message: `attempt ${attempt}: ${reason ?? verdict}` },
  }));
}

/** A planned row that was kept from being judged, by an interruption or for want of time. */
function notRun(item: ItemStory): Element {
  const attributes = names({ ...item.key, name: rowName(item.key) });
  return { name: 'testcase', attributes, children: [{ name: 'error', attributes: { type: 'not-run', message: whyNotRun(item) } }] };
}

function explanation(row: SummaryRow, { findings, lastLines, attempts }: ItemStory, histories: Histories): string {
  return [
    ...(row.reason === undefined ? [] : [row.reason]),
    ...attempts.slice(0, -1).map(({ attempt, verdict = 'unknown', reason = '' }) => `attempt ${attempt}: ${verdict} ${reason}`.trimEnd()),
    ...row.findings.flatMap((finding) => { const mark = marked(row, finding, histories); return mark === finding.title ? [] : [mark]; }),
    ...findings.flatMap(findingLines),
    ...(lastLines.length > 0 ? ["the console's last lines:", ...lastLines.map((line) => `  | ${line}`)] : []),
  ].join('\n');
}

function names({ name, machine, kernel, policy }: Pick<SummaryRow, 'name' | 'machine' | 'kernel' | 'policy'>): Record<string, string> {
  return { name, classname: [machine, kernel, policy].join(' ') };
}

function property(name: string, value: string): Element {
  return { name: 'property', attributes: { name, value } };
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
