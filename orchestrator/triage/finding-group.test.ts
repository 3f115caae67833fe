import { describe, expect, it } from 'vitest';
import type { RowKey } from './entry.ts';
import { findingGroups } from './finding-group.ts';
import { history, LEAK, OOPS, ROW, runNamed } from './fixtures/entries.ts';
import { rowHistory } from './row-history.ts';

/** Groups of rows that are named `machine kernel`, with their histories. */
const groups = (rows: Readonly<Record<string, string>>) => findingGroups(Object.entries(rows).map(([row, text]) => {
  const [machine = '', kernel = ''] = row.split(' ');
  return rowHistory({ ...ROW, machine, kernel } satisfies RowKey, history(text));
}));

describe('findings over machines and kernels', () => {
  it('are one where they have one fingerprint, worst first', () => {
    const [oops, leak, ...more] = groups({ 'hmem debian:6.12': 'L L L', 'cxl debian:6.12': 'P LO LO', 'nvdimm debian:6.12': 'P P O', 'hmem debian:7.3': '@7.3.4 P P P' });
    expect(more).toEqual([]);
    expect(oops).toMatchObject({ fingerprint: OOPS.fingerprint, status: 'still-failing', seenOn: ['6.12.43'] });
    expect(oops?.occurrences.map(({ row, status }) => [row.machine, status])).toEqual([['nvdimm', 'new'], ['cxl', 'still-failing']]);
    expect(leak?.occurrences.map(({ row }) => row.machine)).toEqual(['cxl', 'hmem']);
  });

  it('are not new because another machine shows them', () => {
    expect(groups({ 'hmem debian:6.12': 'L L', 'cxl debian:6.12': 'P L' })[0]).toMatchObject({ status: 'still-failing', first: { row: { machine: 'hmem' } } });
  });

  it('are new on a kernel that did not have them', () => {
    expect(groups({ 'hmem debian:6.12': 'L L', 'hmem debian:7.3': '@7.3.4 P L' })[0]).toMatchObject({ status: 'new', first: { row: { kernel: 'debian:7.3' }, firstBad: { run: runNamed(2) } } });
  });

  it('are not gone from a kernel on which another row shows them', () => {
    expect(groups({ 'hmem debian:6.12': 'L L @95 P', 'cxl debian:6.12': '@95 L L' })[0]).toMatchObject({ status: 'still-failing', goneFrom: [] });
  });

  it('are open while one row has them', () => {
    expect(groups({ 'hmem debian:6.12': 'L L @95 P', 'cxl debian:6.12': 'L L @95 I' })[0]).toMatchObject({ fingerprint: LEAK.fingerprint, status: 'not-run', goneFrom: ['6.12.95'] });
    expect(groups({ 'hmem debian:6.12': 'L L @95 P', 'cxl debian:6.12': 'L L @95 P' })[0]).toMatchObject({ status: 'fixed', seenOn: ['6.12.43'] });
  });
});
