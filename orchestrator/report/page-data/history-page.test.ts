import { expect, it } from 'vitest';
import type { Entry } from '../../triage/entry.ts';
import { rowHistory } from '../../triage/row-history.ts';
import { findingGroups } from '../../triage/finding-group.ts';
import { historyPage } from './history-page.ts';

const CHANGED = [{ what: 'kernel', name: 'debian:6.12', before: '6.12.40', after: '6.12.43' }] as const;
const RUNS = ['a', 'b', 'c'].map((id) => ({ id, startedAt: '2026-11-22T00:00:00.000Z', suite: 'smoke', page: `${id}/report.html` }));
const finding = { kind: 'calls', title: 'memory_block leak', fingerprint: 'f', operation: 1, known: false } as const;
const entry = (run: string, verdict: Entry['verdict'], release = '6.12.43'): Entry =>
  ({ run, release, verdict, checkedOperations: 9, findings: verdict === 'model-mismatch' ? [finding] : [], ...(verdict === 'not-run' ? { reason: 'no time' } : {}) });
const row = { name: 'cycle memmap_on_memory=1', machine: 'cxl', kernel: 'debian:6.12', policy: 'default' };
const passing = rowHistory({ ...row, name: 'stuck' }, [entry('a', 'pass'), entry('c', 'not-run')]);
const failing = rowHistory(row, [entry('a', 'pass', '6.12.40'), entry('b', 'model-mismatch'), entry('c', 'model-mismatch')]);

it('has a strip for each row, the worst first, with a cell for each run that had it', () => {
  const { strips, cells } = historyPage(RUNS, { rows: [passing, failing], findings: findingGroups([passing, failing]).map((group) => ({ ...group, changed: CHANGED })) }, []);
  expect(strips.map(({ name, status }) => [name, status])).toEqual([[row.name, 'still-failing'], ['stuck', 'not-run']]);
  expect(strips[0]?.id).toBe('cycle-1.cxl.debian-6.12.default');
  const told = (place: number) => strips[place]?.cells.map((cell) => cells[cell]);
  expect(told(0)).toEqual([{ verdict: 'pass', release: '6.12.40', why: undefined }, { verdict: 'model-mismatch', release: '6.12.43', why: finding.title }, { verdict: 'model-mismatch', release: '6.12.43', why: finding.title }]);
  expect(told(1)?.map((cell) => cell?.why)).toEqual([undefined, undefined, 'no time']);
  expect(strips[1]?.cells[1]).toBe(-1);
  // What is the same is there once.
  expect(cells).toHaveLength(4);
});

it('calls a row unsupported that its suite expects to be', () => {
  const unsupported = rowHistory({ ...row, name: 'pair' }, [{ ...entry('c', 'unsupported'), expected: true }]);
  const { strips } = historyPage(RUNS, { rows: [unsupported, passing, failing], findings: [] }, []);
  expect(strips.map(({ status }) => status)).toEqual(['still-failing', 'not-run', 'unsupported']);
});

it('has every finding with the kernels that it came between', () => {
  expect(historyPage(RUNS, { rows: [passing, failing], findings: findingGroups([passing, failing]).map((group) => ({ ...group, changed: CHANGED })) }, []).findings).toEqual([{
    fingerprint: 'f', kind: 'calls', title: finding.title, status: 'still-failing', seen: 2, of: 2, rows: 1, since: 'b', lastGood: '6.12.40', firstBad: '6.12.43', firstGood: undefined, changed: CHANGED,
  }]);
});
