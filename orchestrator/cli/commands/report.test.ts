import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import { LEAK_FOLDER } from '../../report/fixtures/leak.ts';
import { daxlab } from '../fixtures/recorder.ts';

const scratch = scratchFolder();

it('writes the page of a record, and that of history, building the template once', async () => {
  const [file, history] = [join(scratch(), 'leak.html'), join(scratch(), 'history.html')];
  const cache = ['--cache', join(scratch(), 'cache')];
  expect(await daxlab('report', LEAK_FOLDER, '-o', file, ...cache)).toMatchObject({ out: `${file}\n`, status: 0 });
  const html = await readFile(file, 'utf8');
  expect(html).toContain('memory_block_release');
  expect(html).not.toMatch(/<script[^>]* src=|<link[^>]* href="(?!data:)/);
  expect(await daxlab('report', '--history', '--results', scratch(), '-o', history, ...cache)).toMatchObject({ out: `${history}\n`, status: 0 });
  expect(await readFile(history, 'utf8')).toContain('"kind":"history","runs":[]');
});

it('refuses a folder that is not there: an empty page would be no answer', async () => {
  expect(await daxlab('report', '--history', '--results', join(scratch(), 'gone'), '-o', join(scratch(), 'history.html'))).toMatchObject({ status: 64, out: '', err: expect.stringContaining('gone') as string });
});

it('says when there is no such run', async () => {
  expect(await daxlab('report', '20251122-094105-417-9f3c', '--results', scratch())).toMatchObject({ status: 64, err: expect.stringContaining('no run is called') as string });
});
