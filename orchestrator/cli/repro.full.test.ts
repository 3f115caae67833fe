/** A real finding from red row to reproduction: the bundle's script without daxlab, and `daxlab repro`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratchFolder } from '../archive/fixtures/scratch.ts';
import { failureFiles, recordedFiles } from '../archive/layout.ts';
import { daxlab } from './fixtures/recorder.ts';
import { runScript } from './fixtures/run-script.ts';

const scratch = scratchFolder();
/** During the unbind: memory_block_release: 0 calls instead of 8 calls. */
const LEAK = 'ce87d469ebc46fdc';
const SCENARIO = `
name: leak-of-blocks
description: adds a device with its memmap on it and removes it again
requires: [memmap-on-memory-attribute]
on: { machines: [hmem], kernels: ['debian:6.12.43'] }
steps: [{ write-attribute: '1' }, { bind: kmem }, { unbind: kmem }]
`;

it('the leak of 6.12.43 is there again with /bin/sh and with daxlab, and not on the newest 6.12', async () => {
  const file = join(scratch(), 'leak.yaml');
  writeFileSync(file, SCENARIO);
  const found = await daxlab('run', file, '--jobs', '1', '--results', scratch());
  expect(found.status).toBe(1);
  const folder = /^record: (.*)$/m.exec(found.out)?.[1] ?? '';
  const files = failureFiles(folder, LEAK);
  expect(await runScript(files.script, 'debian:6.12.43', scratch())).toMatchObject({ status: 1, output: expect.stringContaining('expected 8, seen 0') as string });
  expect(await runScript(files.script, 'debian:6.12', scratch())).toMatchObject({ status: 0, output: expect.stringContaining('expected 8, seen 8') as string });
  expect(await daxlab('repro', `${folder}/${LEAK.slice(0, 6)}`, '--times', '2', '--results', scratch())).toMatchObject({ status: 1, out: expect.stringContaining('reproduced: 2 of 2') as string });
  expect(await daxlab('repro', `${folder}/${LEAK}`, '--kernel', 'debian:6.12', '--results', scratch())).toMatchObject({ status: 0, out: expect.stringContaining('not reproduced: 0 of 1') as string });
  expect(await daxlab('run', files.scenario, '--results', scratch())).toMatchObject({ status: 1, out: expect.stringContaining('leak-of-blocks-repro') as string });
});

it('a leak among other operations is shrunk to the three that show it, and its bundle reproduces it with these', async () => {
  const file = join(scratch(), 'long.yaml');
  const block = (value: string): string => `{ write-state: ${value}, blocks: first }`;
  writeFileSync(file, SCENARIO.replace(/^steps: .*$/m, `steps: [{ bind: kmem }, ${block('online_movable')}, ${block('offline')}, { unbind: kmem }, { write-attribute: '1' }, { bind: kmem }, ${block('online')}, ${block('offline')}, { unbind: kmem }]`));
  const found = await daxlab('run', file, '--jobs', '1', '--results', scratch());
  const folder = /^record: (.*)$/m.exec(found.out)?.[1] ?? '';
  const { status, out } = await daxlab('repro', `${folder}/${LEAK}`, '--shrink', '--jobs', '1', '--results', scratch());
  expect(status).toBe(1);
  expect(out).toMatch(/^shrunk: 3 of 9 operations show it[^]*\n {2}write "1" to dax0\.0\/memmap_on_memory; then bind dax0\.0 to kmem; then unbind dax0\.0 from kmem\n/m);
  const files = failureFiles(folder, LEAK);
  expect(readFileSync(files.report, 'utf8')).toMatch(/Minimal steps\n-+\n3 of the 9 operations/);
  expect(readFileSync(recordedFiles(files).scenario, 'utf8')).toContain('write-state');
  expect(await runScript(files.script, 'debian:6.12.43', scratch())).toMatchObject({ status: 1, output: expect.stringContaining('expected 8, seen 0') as string });
});
