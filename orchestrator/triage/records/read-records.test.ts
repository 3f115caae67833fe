import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVENTS, MISMATCHED, PASSED } from '../../archive/fixtures/sample.ts';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import { LEAK, runNamed } from '../fixtures/entries.ts';
import { putRecord, putRun, rowOf, runFileOf, summaryOf } from '../fixtures/records.ts';
import { readRecords } from './read-records.ts';
import type { ReadRecords } from './records.ts';

const scratch = scratchFolder();

/** `cycle hmem: 1 pass, 2 model-mismatch`: run and verdict of every entry. */
const told = ({ rows }: ReadRecords): string[] =>
  rows.map(({ row: { name, machine }, entries }) => `${name} ${machine}: ${entries.map(({ run, verdict }) => `${Number(run.slice(16, 19))} ${verdict}`).join(', ')}`).sort();

describe('reading records', () => {
  it('joins what several folders have of a row, oldest first, and writes nothing', async () => {
    putRun(join(scratch(), 'here'), 2, [rowOf('L'), rowOf('P', { machine: 'cxl' })]);
    putRun(join(scratch(), 'elsewhere'), 1, [rowOf('P', { build: '7435b9178e91998f', inputs: '1f2e3d4c5b6a7988' })]);
    const single = putRun(join(scratch(), 'single'), 3, [rowOf('O')]);
    const before = readdirSync(scratch(), { recursive: true });
    const read = await readRecords([join(scratch(), 'here'), join(scratch(), 'elsewhere'), single, single]);
    expect(read.skipped).toEqual([]);
    expect(read.runs.map(({ run, suite, rules, whole }) => [run, suite, rules, whole])).toEqual([1, 2, 3].map((number) => [runNamed(number), 'nightly', 1, true]));
    expect(told(read)).toEqual(['cycle cxl: 2 pass', 'cycle hmem: 1 pass, 2 model-mismatch, 3 kernel-crash']);
    expect(read.rows.find(({ row }) => row.machine === 'hmem')?.entries[0]).toMatchObject({ release: '6.12.43', build: '7435b9178e91998f', inputs: '1f2e3d4c5b6a7988', checkedOperations: 6 });
    expect(readdirSync(scratch(), { recursive: true })).toEqual(before);
  });

  it('takes a copy of a record for the record', async () => {
    cpSync(putRun(join(scratch(), 'a'), 1, [rowOf('L')]), join(scratch(), 'b', 'copied'), { recursive: true });
    const read = await readRecords([join(scratch(), 'a'), join(scratch(), 'b')]);
    expect([told(read), read.runs.length, read.skipped]).toEqual([['cycle hmem: 1 model-mismatch'], 1, []]);
  });

  it('takes a run without rows for a run, and the rows of others for theirs', async () => {
    putRun(scratch(), 1, []);
    putRun(scratch(), 2, [rowOf('L')]);
    putRun(scratch(), 3, []);
    putRun(scratch(), 4, [rowOf('P')]);
    const read = await readRecords([scratch()]);
    expect([told(read), read.runs.map(({ run }) => Number(run.slice(16, 19))), read.skipped]).toEqual([['cycle hmem: 2 model-mismatch, 4 pass'], [1, 2, 3, 4], []]);
  });

  it('tells what a row was made of apart from what it came to, and refuses what is no hash', async () => {
    const inputs = '1f2e3d4c5b6a7988';
    const hostile = { ...LEAK, kind: 'conservation' as const, title: 'x,"inputs":"0000000000000000" \u00fc' };
    putRun(scratch(), 1, [rowOf('L', { inputs, findings: [hostile] }), rowOf('P', { machine: 'cxl', inputs, expected: true })]);
    putRecord(scratch(), runNamed(2), { 'summary.json': JSON.stringify(summaryOf(2, [rowOf('P', { inputs })])).replace(inputs, 'zz2e3d4c5b6a7988'), 'run.json': runFileOf(2) });
    putRecord(scratch(), runNamed(3), { 'summary.json': JSON.stringify(summaryOf(3, [rowOf('P', { inputs })])).replace(inputs, '1f2e'), 'run.json': runFileOf(3) });
    const read = await readRecords([scratch()]);
    expect(read.rows.map(({ row, entries }) => [row.machine, entries.map((entry) => [entry.inputs, entry.expected, entry.findings[0]?.title])]).sort()).toEqual([['cxl', [[inputs, true, undefined]]], ['hmem', [[inputs, undefined, hostile.title]]]]);
    expect(read.skipped.map(({ path }) => Number(path.slice(-8, -5)))).toEqual([2, 3]);
  });

  it('tells rows that were taken over by the run that ran them, and rows that were not run', async () => {
    putRun(scratch(), 1, [rowOf('L')]);
    putRun(scratch(), 2, [rowOf('L', { from: runNamed(1) })], { notRun: [{ name: 'stuck', machine: 'hmem', kernel: 'debian:6.12', policy: 'default', reason: 'the run was interrupted' }] });
    expect(told(await readRecords([scratch()]))).toEqual(['cycle hmem: 1 model-mismatch, 1 model-mismatch', 'stuck hmem: 2 not-run']);
    expect(told(await readRecords([join(scratch(), runNamed(2))]))).toContain('cycle hmem: 2 model-mismatch');
  });

  it('names what it cannot read and reads the rest', async () => {
    putRun(scratch(), 1, [rowOf('P')]);
    putRecord(scratch(), 'cut', { 'summary.json': JSON.stringify(summaryOf(2, [rowOf('P')])).slice(0, 200) });
    putRecord(scratch(), 'empty', { 'summary.json': '' });
    putRecord(scratch(), 'bytes', { 'summary.json': Buffer.from([0x7b, 0xff, 0xfe, 0x00]) });
    putRecord(scratch(), 'newer', { 'summary.json': { ...summaryOf(3, [rowOf('P')]), schema: 99, more: 1 } });
    putRecord(scratch(), 'foreign', { 'summary.json': { total: 3, scenarios: 'many' } });
    putRecord(scratch(), 'half', { 'summary.json': summaryOf(4, [rowOf('P'), { ...rowOf('P', { machine: 'cxl' }), verdict: 'fine' as never }]) });
    putRecord(scratch(), 'rowless', { 'summary.json': { ...summaryOf(5, []), scenarios: [{ name: 'cycle' }] } });
    putRecord(scratch(), 'nothing', { 'notes.txt': 'not a record' });
    writeFileSync(join(scratch(), 'README.md'), '');
    const read = await readRecords([scratch(), join(scratch(), 'gone')]);
    expect(told(read)).toEqual(['cycle hmem: 1 pass']);
    expect(read.runs).toHaveLength(1);
    const reasons = Object.fromEntries(read.skipped.map(({ path, reason }) => [path.replace(/^.*\//, ''), reason]));
    expect(Object.keys(reasons).sort()).toEqual(['bytes', 'cut', 'empty', 'foreign', 'gone', 'half', 'newer', 'rowless']);
    expect(reasons).toMatchObject({ newer: 'schema 99; this daxlab reads up to schema 2', gone: expect.stringContaining('no such folder') as string, half: expect.stringContaining('verdict') as string });
  });

  it('takes what a killed run had judged from its events, and what it had planned for not run', async () => {
    const lines = EVENTS.slice(0, -2).map((event, place) => JSON.stringify({ v: 1, t: place, ...event }));
    putRecord(scratch(), runNamed(1), { 'run.json': runFileOf(1), 'events.ndjson': `${lines.join('\n')}\n{"v":1,"t":12,"type":"item-judg` });
    const read = await readRecords([scratch()]);
    expect(told(read)).toEqual([`${PASSED.name} cxl: 1 pass`, `${MISMATCHED.name} hmem: 1 not-run`]);
    expect(read.runs).toMatchObject([{ run: runNamed(1), suite: 'nightly', whole: false }]);
  });

  it('reads records of every schema there was', async () => {
    const { notRun, ...old } = summaryOf(1, [rowOf('L')]);
    expect(notRun).toEqual([]);
    putRecord(scratch(), runNamed(1), { 'summary.json': { ...old, schema: 1 } });
    expect(told(await readRecords([scratch()]))).toEqual(['cycle hmem: 1 model-mismatch']);
  });

  it('takes a name for a name and not for a pattern', async () => {
    putRun(join(scratch(), "it's [odd] *?"), 1, [rowOf('P')]);
    putRun(join(scratch(), "it's o xx"), 2, [rowOf('P')]);
    expect(told(await readRecords([join(scratch(), "it's [odd] *?")]))).toEqual(['cycle hmem: 1 pass']);
  });

  it('finds nothing where there is nothing', async () => {
    expect(await readRecords([scratch()])).toEqual({ runs: [], rows: [], skipped: [] });
  });
});
