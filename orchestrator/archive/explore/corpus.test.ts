import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bindTo, poison, state, unbindFrom } from '../../testing/worlds.ts';
import { scratchFolder } from '../fixtures/scratch.ts';
import { RecordWriteError } from '../record-error.ts';
import { addToCorpus, corpusFile, readCorpus } from './corpus.ts';

const scratch = scratchFolder();
const ONE = { kernel: 'debian:6.12', name: 'explore-7-0', operations: [bindTo(), state(32, 'online'), poison(32, 0)], pairs: ['bind: OK in '] };
const TWO = { kernel: './bzImage', name: 'explore-7-1', operations: [unbindFrom()], pairs: ['unbind: ENODEV in '] };

it('gives back what was added, in its order, and nothing where nothing was', async () => {
  const file = corpusFile(scratch(), 'hmem');
  expect(await readCorpus(file)).toEqual([]);
  await addToCorpus(file, ONE);
  await addToCorpus(file, TWO);
  expect(await readCorpus(file)).toEqual([{ schema: 1, ...ONE }, { schema: 1, ...TWO }]);
});

it('passes over a line that was cut, and lines of a newer daxlab', async () => {
  const file = corpusFile(scratch(), 'hmem');
  await addToCorpus(file, ONE);
  await appendFile(file, `${JSON.stringify({ schema: 2, ...TWO })}\n{"schema":1,"kernel"`);
  expect(await readCorpus(file)).toEqual([{ schema: 1, ...ONE }]);
  expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(3);
});

it('says what is wrong with a place that it cannot write to or read from', async () => {
  await writeFile(join(scratch(), 'corpus'), 'a file');
  await expect(addToCorpus(corpusFile(scratch(), 'hmem'), ONE)).rejects.toThrow(RecordWriteError);
  await expect(readCorpus(scratch())).rejects.toThrow('move it away');
});
