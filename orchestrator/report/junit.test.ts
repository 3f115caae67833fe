import { describe, expect, it } from 'vitest';
import { SUMMARY } from '../archive/fixtures/sample.ts';
import type { SummaryRow } from '../archive/summary.ts';
import type { Finding } from '../judge/verdict.ts';
import { FINDING, STORY, storyOf, storyWith, TIMED } from './fixtures/stories.ts';
import { junitBreaches } from './fixtures/junit-rules.ts';
import { findingGroups } from '../triage/finding-group.ts';
import { history } from '../triage/fixtures/entries.ts';
import { rowHistory } from '../triage/row-history.ts';
import { junitXml } from './junit.ts';

function junitOf(changes: Partial<SummaryRow>, findings: readonly Finding[] = []): string {
  const xml = junitXml(SUMMARY, storyWith(changes, findings, ['last \u0007 line']));
  expect(junitBreaches(xml)).toEqual([]);
  return xml;
}

describe('junitXml', () => {
  it('has a case per row and the findings in the text of the failure', () => {
    const xml = junitXml(SUMMARY, STORY);
    expect(junitBreaches(xml)).toEqual([]);
    expect(xml).toContain('<testsuite name="smoke" tests="2" failures="1" errors="0" time="20.000" skipped="0">');
    expect(xml).toContain('<testcase name="cycle memmap_on_memory=1" classname="cxl debian:6.12 default" time="10.000"/>');
    expect(xml).toContain('<failure type="model-mismatch" message="a block is left">attempt 1: boot-failure no sign of init within 60 s\nstate: a block is left (operation 2)');
    expect(xml).toContain('memory34/state  absent     offline\n  | [    2.0] &lt;memory block&gt;');
  });

  it.each([
    ['pass', [], '<testcase name="stuck" classname="cxl debian:6.12 default" time="2.500"/>', 0, 0, 0],
    ['kernel-crash', [FINDING], '<failure type="kernel-crash" message="BUG: Bad page state">', 1, 0, 0],
    ['guest-hang', [], '<failure type="guest-hang" message="why">', 1, 0, 0],
    ['boot-failure', [FINDING], '<failure type="boot-failure" message="BUG: Bad page state">', 1, 0, 0],
    ['boot-failure', [], '<error type="boot-failure" message="why">', 0, 1, 0],
    ['infra-failure', [], '<error type="infra-failure" message="why">', 0, 1, 0],
    ['unknown', [], '<error type="unknown" message="why">', 0, 1, 0],
    ['unsupported', [], '<skipped type="unsupported" message="why"/>', 0, 0, 1],
  ] as const)('counts %s', (verdict, findings, words, failures, errors, skipped) => {
    const xml = junitOf({ verdict, reason: 'why' }, findings);
    expect(xml).toContain(words);
    expect(xml).toContain(`tests="1" failures="${failures}" errors="${errors}" time="4.000" skipped="${skipped}"`);
  });

  it('escapes what a console printed', () => {
    const xml = junitOf({ verdict: 'kernel-crash' }, [FINDING]);
    expect(xml).toContain('| \\x1b[31m&lt;BUG&gt; &amp; "more"\\x07');
    expect(xml).toContain('| last \\x07 line');
  });

  it('does not count what is known', () => {
    const findings = [{ kind: FINDING.kind, title: FINDING.title, fingerprint: FINDING.fingerprint, operation: 3, known: true }];
    const xml = junitXml(SUMMARY, storyWith({ verdict: 'model-mismatch', findings }, [FINDING]));
    expect(xml).toContain('failures="0"');
    expect(xml).toContain('<skipped type="known" message="known: BUG: Bad page state"/>');
    expect(xml).toContain('<system-out>known: BUG: Bad page state\nlog: BUG: Bad page state');
    expect(junitBreaches(xml)).toEqual([]);
  });

  it.each([['pass', 'flaky'], ['model-mismatch', 'rerun']] as const)('marks the attempts before a %s as %s', (verdict, kind) => {
    const story = storyWith({ verdict, attempts: 3 }, verdict === 'pass' ? [] : [FINDING]);
    const attempts = [{ attempt: 1, verdict: 'infra-failure', reason: 'no channel' }, { attempt: 2, verdict: 'boot-failure' }, { attempt: 3, verdict }] as const;
    const xml = junitXml(SUMMARY, { ...story, items: new Map([...story.items].map(([id, item]) => [id, { ...item, attempts }])) });
    expect(junitBreaches(xml)).toEqual([]);
    expect(xml).toContain(`<${kind}Error type="infra-failure" message="attempt 1: no channel"/>`);
    expect(xml).toContain(`<${kind}Failure type="boot-failure" message="attempt 2: boot-failure"/>`);
    expect(xml).toContain(`failures="${verdict === 'pass' ? 0 : 1}"`);
  });

  it('keeps to the rules of the schema, which see what is against them', () => {
    const xml = junitXml(SUMMARY, STORY);
    expect(junitBreaches(xml.replace('<testcase name=', '<testcase nam='))).toEqual(['<testcase> has no name', '<testcase> has nam']);
    expect(junitBreaches(xml.replace('<properties>', '<properties>text'))).toEqual(['text in properties: text']);
    expect(junitBreaches(xml.replace('</failure>', '<skipped/></failure>'))).toEqual(['<skipped> in <failure>']);
    expect(junitBreaches(`${xml}<`)).toEqual(['not XML from here on: <']);
  });

  it('marks what comes and goes over runs, in a row that fails and in one that passes', () => {
    const over = (words: string) => {
      const entries = history(words).map((entry) => ({ ...entry, findings: entry.findings.map((one) => ({ ...one, fingerprint: FINDING.fingerprint, title: FINDING.title })) }));
      const rows = [rowHistory({ name: 'stuck', machine: 'cxl', kernel: 'debian:6.12', policy: 'default' }, entries)];
      return { rows, findings: findingGroups(rows) };
    };
    const failed = junitXml(SUMMARY, storyWith({ verdict: 'kernel-crash' }, [FINDING]), over('P L P L P L'));
    expect(failed).toContain('<failure type="kernel-crash" message="flaky, seen in 3 of 5 runs: BUG: Bad page state">');
    const passed = junitXml(SUMMARY, storyWith({ verdict: 'pass' }), over('P L P L P'));
    expect(passed).toContain('<flakyFailure type="flaky" message="seen in 2 of 4 runs, not in this one: BUG: Bad page state"/>');
    expect(passed).toContain('failures="0"');
    expect([...junitBreaches(failed), ...junitBreaches(passed)]).toEqual([]);
    expect(junitXml(SUMMARY, storyWith({ verdict: 'kernel-crash' }, [FINDING]), over('P L L'))).toContain('message="BUG: Bad page state"');
  });

  it('has an error for a row that was never judged', () => {
    const xml = junitXml(SUMMARY, storyOf(TIMED.slice(0, 3)));
    expect(xml).toContain('<testcase name="cycle memmap_on_memory=1" classname="cxl debian:6.12 default">');
    expect(xml).toContain('tests="2" failures="0" errors="2"');
  });

  it('gives the reason for which a row was not run', () => {
    const notRun = { v: 1, t: 8500, type: 'item-not-run', item: 'stuck.hmem.debian-6.12.default', reason: 'the budget of 20m was used up' } as const;
    const xml = junitXml(SUMMARY, storyOf([...TIMED.slice(0, 12), notRun]));
    expect(xml).toContain('<error type="not-run" message="the budget of 20m was used up"/>');
    expect(xml).toContain('tests="2" failures="0" errors="1"');
  });
});
