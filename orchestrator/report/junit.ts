/**
 * junit.xml: a test case per row, in the dialect of Maven's Surefire that CI services read (rules: fixtures/junit-rules.ts). What the kernel did wrong is a
 * failure, what kept it from being tested an error; what it cannot do, and what is known, is skipped. An attempt that was made again is a rerun, and flaky where
 * a later one passed.
 */
import { rowName } from '../archive/item-id.ts';
import { isKnown, type Summary, type SummaryRow } from '../archive/summary.ts';
import { findingLines } from './finding-text.ts';
import { elapsed, whyNotRun, type AttemptStory, type ItemStory, type RunStory } from './story.ts';
import { xmlDocument, type Element } from './xml.ts';

export function junitXml(summary: Summary, story: RunStory): string {
  const cases = [...story.items.values()].flatMap((item) => (item.row ? [testCase(item.row, item)] : [notRun(item)]));
  const has = (name: string) => cases.filter(({ children = [] }) => children.some((child) => typeof child !== 'string' && child.name === name)).length;
  const counts = { tests: cases.length, failures: has('failure'), errors: has('error'), time: seconds((story.last ?? 0) - (story.started ?? 0)) };
  const properties = { name: 'properties', children: [property('runId', summary.runId), property('verdict', summary.verdict), property('exitStatus', String(summary.exitStatus))] };
  return xmlDocument({
    name: 'testsuites', attributes: { name: 'daxlab', ...counts },
    children: [{ name: 'testsuite', attributes: { name: summary.suite, ...counts, skipped: has('skipped') }, children: [properties, ...cases] }],
  });
}

function testCase(row: SummaryRow, item: ItemStory): Element {
  return { name: 'testcase', attributes: { ...names(row), time: seconds(elapsed(item)) }, children: [...outcome(row, item), ...reruns(row, item)] };
}

function outcome(row: SummaryRow, item: ItemStory): Element[] {
  const message = row.findings[0]?.title ?? row.reason ?? row.verdict;
  const told = (name: string): Element => ({ name, attributes: { type: row.verdict, message }, children: [explanation(row, item)] });
  if (isKnown(row)) return [{ name: 'skipped', attributes: { type: 'known', message: `known: ${message}` } }, { name: 'system-out', children: [explanation(row, item)] }];
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

function explanation(row: SummaryRow, { findings, lastLines, attempts }: ItemStory): string {
  return [
    ...(row.reason === undefined ? [] : [row.reason]),
    ...attempts.slice(0, -1).map(({ attempt, verdict = 'unknown', reason = '' }) => `attempt ${attempt}: ${verdict} ${reason}`.trimEnd()),
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
