import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findRun, runIds } from './find-run.ts';
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
