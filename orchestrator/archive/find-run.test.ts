import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPlace, findRun, readings, runIds } from './find-run.ts';
import { scratchFolder } from './fixtures/scratch.ts';

const scratch = scratchFolder();
const [OLD, NEW] = ['20251121-235959-999-ffff', '20251122-000000-000-0000'];

function record(name: string): string {
  const folder = join(scratch(), name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'run.json'), '{}');
  return folder;
}

describe('findRun', () => {
  it('finds an id, a path and the latest', async () => {
    const [older, newer, named] = [record(OLD), record(NEW), record('before-the-fix')];
    expect(await findRun(scratch(), OLD)).toEqual({ found: true, folder: older });
    expect(await findRun('/nonexistent', older)).toEqual({ found: true, folder: older });
    expect(await findRun(scratch(), 'latest')).toEqual({ found: true, folder: newer });
    expect(await findRun(scratch(), 'before-the-fix')).toEqual({ found: true, folder: named });
  });

  it('tells which ids there are, newest first, and passes over what is no record', async () => {
    record(OLD);
    record(NEW);
    mkdirSync(join(scratch(), '20251123-000000-000-0000'));
    expect(await findRun(scratch(), '20251122-000000-000-0001')).toEqual({ found: false, ids: [NEW, OLD] });
    expect(await runIds(scratch())).toEqual([NEW, OLD]);
  });

  it('finds no latest where nothing was run', async () => {
    expect(await findRun(join(scratch(), 'none'), 'latest')).toEqual({ found: false, ids: [] });
  });
});

describe('findPlace', () => {
  it('takes the last segment for a finding only where the whole is no record', async () => {
    const [newer, inner] = [record(NEW), record(join(OLD, 'abcd'))];
    expect(await findPlace(scratch(), 'latest')).toEqual({ found: true, folder: newer, finding: undefined });
    expect(await findPlace(scratch(), 'latest/')).toEqual({ found: true, folder: newer, finding: undefined });
    expect(await findPlace(scratch(), 'latest/abcd')).toEqual({ found: true, folder: newer, finding: 'abcd' });
    expect(await findPlace(scratch(), `${NEW}/unmatched-0123456789abcdef/`)).toEqual({ found: true, folder: newer, finding: 'unmatched-0123456789abcdef' });
    expect(await findPlace('/nonexistent', `${newer}/failures/abcd`)).toEqual({ found: true, folder: newer, finding: 'abcd' });
    expect(await findPlace('/nonexistent', inner)).toEqual({ found: true, folder: inner, finding: undefined });
    expect(await findPlace('/nonexistent', `${inner}//abcd`)).toEqual({ found: true, folder: inner, finding: 'abcd' });
  });

  it('tells which run was not found, without what reads as a finding', async () => {
    record(NEW);
    expect(await findPlace(scratch(), 'lates/abcd')).toEqual({ found: false, run: 'lates', ids: [NEW] });
    expect(await findPlace(scratch(), 'lates/other')).toEqual({ found: false, run: 'lates/other', ids: [NEW] });
    expect(await findPlace(scratch(), '/abcd')).toMatchObject({ found: false, run: '/abcd' });
  });
});

describe('readings', () => {
  it('begin with the argument as it is, and lose nothing but slashes and the folder of bundles', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('/', 'a', 'latest', 'failures', '..')).map((parts) => parts.join('')), (argument) => {
      const [first, ...others] = readings(argument);
      expect(first).toEqual({ run: argument });
      for (const { run, finding } of others) {
        expect(run).not.toMatch(/^$|[^/]\/$/);
        expect(finding ?? 'one').not.toMatch(/^$|\//);
        const whole = [run, ...(finding === undefined ? [] : [finding])].join('/').split('/').filter((part) => part !== '' && part !== 'failures');
        expect(whole).toEqual(argument.split('/').filter((part) => part !== '' && part !== 'failures'));
      }
    }));
  });
});
