import { expect, it } from 'vitest';
import { history, ROW } from '../triage/fixtures/entries.ts';
import { findingGroups } from '../triage/finding-group.ts';
import { rowHistory } from '../triage/row-history.ts';
import { PLAIN } from './paint.ts';
import { triageText } from './triage-text.ts';

const text = (rows: Readonly<Record<string, string>>, more: object = {}): string => {
  const histories = Object.entries(rows).map(([machine, words]) => rowHistory({ ...ROW, machine }, history(words)));
  return triageText({ runs: [], planted: [], rows: histories, findings: findingGroups(histories).map((group) => ({ ...group, ...more })), skipped: [], times: {} }, PLAIN);
};

it('tells what is new first, since when, where, and what changed', () => {
  expect(text({ hmem: 'P @95 L', cxl: 'P L P L P', nvdimm: 'I' }, { changed: [{ what: 'kernel', name: 'debian:6.12', before: '6.12.43', after: '6.12.95' }, { what: 'qemu', name: 'qemu', before: '10', after: '11' }] })).toBe(
    `flaky          conservation: memory_block leak: 8 created, 0 released  1ea4000000000000
    since run 20260101-000000-002-0000 on 6.12.43; last good run 20260101-000000-001-0000 on 6.12.43
    seen in 2 of 4 runs
    in cycle  hmem  debian:6.12  default  new
    in cycle  cxl  debian:6.12  default    2 of 4
    seen on 6.12.43, 6.12.95
    changed between the two:
      kernel debian:6.12: 6.12.43 -> 6.12.95
      qemu: 10 -> 11

1 row new to fail:
  cycle  hmem  debian:6.12  default  memory_block leak: 8 created, 0 released

1 row without a result of today:
  cycle  nvdimm  debian:6.12  default  infra-failure: QEMU ended

1 finding: 1 flaky; 0 of 3 rows pass; 0 runs read
`);
});

it('tells what fixed it, and that a newest run says nothing', () => {
  expect(text({ hmem: 'L @95 P' })).toContain('since run 20260101-000000-002-0000 on 6.12.95; last seen in run 20260101-000000-001-0000 on 6.12.43');
  expect(text({ hmem: 'L L I' })).toContain('still failing until the newest run of its row, which cannot tell: infra-failure: QEMU ended');
  expect(text({ hmem: 'L' }, { changed: [] })).toContain('no good run before it\n    in cycle  hmem  debian:6.12  default\n    changed between the two: nothing that the records have');
});

it('lists some rows of each sort, and counts the others and what is unsupported as expected', () => {
  const rows = Object.fromEntries(Array.from({ length: 12 }, (_, place) => [`m${String(place).padStart(2, '0')}`, 'P -']));
  const told = text(rows);
  expect(told).toContain('12 rows without a result of today:\n  cycle  m00  debian:6.12  default  not-run: interrupted\n');
  expect(told).toContain('cycle  m09  debian:6.12  default  not-run: interrupted\n  and 2 more\n');
  const unsupported = rowHistory(ROW, history('U').map((entry) => ({ ...entry, expected: true as const })));
  expect(triageText({ runs: [], planted: [], rows: [unsupported], findings: [], skipped: [], times: {} }, PLAIN)).toBe('0 findings; 0 of 1 row pass, 1 unsupported as expected; 0 runs read\n');
});

it('names records that were passed over', () => {
  const skipped = Array.from({ length: 12 }, (_, place) => ({ path: `r${place}`, reason: 'cut' }));
  expect(triageText({ runs: [], planted: [], rows: [], findings: [], skipped, times: {} }, PLAIN)).toContain('0 findings; 0 of 0 rows pass; 0 runs read\n12 records passed over:\n  r0: cut\n');
});

it('says that runs were left out whose errors were planted', () => {
  const planted = [{ run: 'r', suite: 'sensitivity', folder: 'r', whole: true }];
  expect(triageText({ runs: [], planted, rows: [], findings: [], skipped: [], times: {} }, PLAIN)).toContain('0 runs read\n1 run of sensitivity left out, whose errors were planted: --suite sensitivity tells of them\n');
});
