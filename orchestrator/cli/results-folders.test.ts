import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { scratchFolder } from '../archive/fixtures/scratch.ts';
import { resultsFolders } from './results-folders.ts';

const scratch = scratchFolder();

it('gives the folders that there are, and names one that there is not', async () => {
  expect(await resultsFolders([scratch()])).toEqual([scratch()]);
  await expect(resultsFolders([scratch(), `${scratch()}/gone`])).rejects.toThrow(/a folder of records\n {2}seen: {5}no such folder/);
});

it('takes no file for a folder', async () => {
  writeFileSync(`${scratch()}/file`, '');
  await expect(resultsFolders([`${scratch()}/file`])).rejects.toThrow('file\n  expected: a record, or a folder of records');
});
