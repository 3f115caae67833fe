import { describe, expect, it } from 'vitest';
import { SUMMARY } from '../archive/fixtures/sample.ts';
import { FINDING, STORY, storyOf, storyWith, TIMED } from './fixtures/stories.ts';
import { findingGroups } from '../triage/finding-group.ts';
import { history } from '../triage/fixtures/entries.ts';
import { rowHistory } from '../triage/row-history.ts';
import { markdownSummary } from './markdown.ts';

describe('markdownSummary', () => {
  it('has the verdict, what did not pass before what did, and each finding once', () => {
    expect(markdownSummary(SUMMARY, STORY)).toBe(`## daxlab smoke: model-mismatch

2 of 2 rows in 20 s: **1 pass, 1 model-mismatch**; exit status 1

| verdict | scenario | machine | kernel | checked | why |
| --- | --- | --- | --- | ---: | --- |
| model-mismatch | stuck | hmem | debian:6.12 (6.12.43+deb13-cloud-amd64) | 3 in 7.0 s | a block is left; attempt 2 of 2; before: boot-failure |

<details><summary>1 passed</summary>

| verdict | scenario | machine | kernel | checked | why |
| --- | --- | --- | --- | ---: | --- |
| pass | cycle memmap&#95;on&#95;memory=1 | cxl | debian:6.12 (6.12.43+deb13-cloud-amd64) | 24 in 10 s |  |

</details>

### Findings

<details><summary><code>b10c1ef7a5b6c7d8</code> a block is left: 1 row</summary>

<pre>state: a block is left (operation 2)
  fact            predicted  observed
  memory34/state  absent     offline
  | [    2.0] &#60;memory block&#62;</pre>

- stuck on hmem with debian:6.12

</details>

Record \`20251122-094105-417-9f3c\`; \`npx daxlab show RUN/FINDING\` tells the story of a finding.
`);
  });

  it('is not led on by what a guest printed', () => {
    const hostile = '</pre></details>\n| a | <script> `x` [y](z) @you';
    const text = markdownSummary(SUMMARY, storyWith({ verdict: 'kernel-crash' }, [{ ...FINDING, title: hostile, log: [hostile] }]));
    expect(text.match(/<\/?[a-z]+/g)?.filter((tag) => !/^<\/?(details|summary|code|pre)$/.test(tag))).toEqual([]);
    expect(text.match(/<\/details>/g)).toHaveLength(1);
    const outside = text.replace(/<pre>[^]*?<\/pre>/g, '');
    expect(outside.split('\n').filter((line) => line.startsWith('|')).every((line) => line.split('|').length === 8)).toBe(true);
    expect(outside).not.toContain('@you');
  });

  it('says what was not run and what is known', () => {
    expect(markdownSummary(SUMMARY, storyOf(TIMED.slice(0, 12)))).toContain('| not run | stuck | hmem | debian:6.12 |  | the run ended before this row was judged |');
    const findings = [{ kind: FINDING.kind, title: FINDING.title, fingerprint: FINDING.fingerprint, operation: 3, known: true }];
    const text = markdownSummary(SUMMARY, storyWith({ verdict: 'model-mismatch', findings }, [FINDING]));
    expect(text).toContain('| model-mismatch, known | stuck |');
    expect(text).toContain('BUG: Bad page state (known): 1 row');
  });

  it('says what is new, what is not, and what comes and goes, over the runs before', () => {
    const findings = [{ kind: FINDING.kind, title: FINDING.title, fingerprint: FINDING.fingerprint, operation: 3, known: false }];
    const story = storyWith({ verdict: 'model-mismatch', findings }, [FINDING]);
    const over = (words: string): string => {
      const entries = history(words).map((entry) => ({ ...entry, findings: entry.findings.map((one) => ({ ...one, fingerprint: FINDING.fingerprint })) }));
      const rows = [rowHistory({ name: 'stuck', machine: 'cxl', kernel: 'debian:6.12', policy: 'default' }, entries)];
      return markdownSummary(SUMMARY, story, { rows, findings: findingGroups(rows) });
    };
    expect(over('P L')).toContain('| model-mismatch, new | stuck |');
    expect(over('P L')).toContain('BUG: Bad page state (new): 1 row');
    expect(over('P L L')).toContain('BUG: Bad page state (still failing since run 20260101-000000-002-0000 on 6.12.43): 1 row');
    expect(over('P L P L P L')).toContain('BUG: Bad page state (flaky: seen in 3 of 5 runs): 1 row');
    expect(over('P L P L P L')).toContain('| model-mismatch, flaky 3 of 5 | stuck |');
  });

  it('keeps to a size that services take', () => {
    const items = new Map(Array.from({ length: 3000 }, (_, place) => {
      const fingerprint = place.toString(16).padStart(16, '0');
      const [item] = storyWith({ verdict: 'kernel-crash' }, [{ ...FINDING, fingerprint, log: Array.from({ length: 100 }, () => 'x'.repeat(200)) }]).items.values();
      return [fingerprint, { ...item, id: fingerprint }] as const;
    }));
    const text = markdownSummary(SUMMARY, { ...STORY, items: items as typeof STORY.items });
    expect(text.length).toBeLessThan(1024 ** 2);
    expect(text).toContain('and 2800 more rows');
    expect(text).toContain('and 2950 more in summary.json');
  });
});
