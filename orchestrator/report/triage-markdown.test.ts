import { expect, it } from 'vitest';
import { history, ROW } from '../triage/fixtures/entries.ts';
import { findingGroups } from '../triage/finding-group.ts';
import { rowHistory } from '../triage/row-history.ts';
import type { Triage, TriagedGroup } from '../triage/triage.ts';
import { triageMarkdown } from './triage-markdown.ts';

function told(rows: Readonly<Record<string, string>>, more: Partial<TriagedGroup> = {}): Triage {
  const histories = Object.entries(rows).map(([machine, words]) => rowHistory({ ...ROW, machine }, history(words)));
  return { runs: [], planted: [], rows: histories, findings: findingGroups(histories).map((group) => ({ ...group, ...more })), skipped: [], times: {} };
}

it('has open findings first, what changed, and the rest to open', () => {
  const changed = [{ what: 'configuration', name: 'machine hmem', before: 'a', after: 'b', keys: ['memory'] }] as const;
  expect(triageMarkdown(told({ hmem: 'P L', nvdimm: 'P I' }, { changed }))).toBe(`## daxlab triage

**1 new**; 0 of 2 rows pass; 0 runs read

| status | finding | fingerprint | since kernel | since run | last good | rows |
| --- | --- | --- | --- | --- | --- | ---: |
| new | conservation: memory&#95;block leak: 8 created, 0 released | 1ea4000000000000 | &#8203;6.12.43 | 20260101-000000-002-0000 | &#8203;6.12.43 | 1 |

<details><summary>what changed between the last good run and the first bad one of memory&#95;block leak: 8 created, 0 released (<code>1ea4000000000000</code>, new)</summary>

- configuration machine hmem: memory changed (a -&#62; b)

</details>

<details><summary>1 rows without a result of today</summary>

| row | why |
| --- | --- |
| cycle nvdimm debian:6.12 default | infra-failure: QEMU ended |

</details>
`);
});

it('says how often what comes and goes was seen, and what is over', () => {
  expect(triageMarkdown(told({ hmem: 'P L P L P' }))).toContain('| flaky: seen in 2 of 4 runs |');
  expect(triageMarkdown(told({ hmem: 'L @95 P' }))).toContain('<details><summary>1 fixed or known</summary>');
  expect(triageMarkdown(told({ hmem: 'P' }))).toBe('## daxlab triage\n\nno finding; 1 of 1 rows pass; 0 runs read\n');
});

it('keeps to a size that services take, and is not led on by what a guest printed', () => {
  const findings = told({ hmem: 'P L' }).findings.flatMap((one) => Array.from({ length: 5000 }, (_, place): TriagedGroup => ({ ...one, fingerprint: String(place), finding: { ...one.finding, title: '<script>|`x`' } })));
  const text = triageMarkdown({ runs: [], planted: [], rows: [], findings, skipped: [], times: {} });
  expect(text.length).toBeLessThan(1024 ** 2);
  expect(text).toContain('and 4900 more');
  expect(text).not.toContain('<script>');
});
