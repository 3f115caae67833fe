import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratchFolder } from './fixtures/scratch.ts';
import { keepEarlier } from './keep-earlier.ts';

const scratch = scratchFolder();

it('copies what there is, each time to a folder of its own', async () => {
  const files = ['summary.json', 'junit.xml'].map((name) => join(scratch(), name));
  writeFileSync(join(scratch(), 'summary.json'), 'first');
  expect(await keepEarlier(scratch(), files)).toBe(join(scratch(), 'earlier', '1'));
  writeFileSync(join(scratch(), 'summary.json'), 'second');
  const kept = await keepEarlier(scratch(), files);
  expect([readdirSync(kept), readFileSync(join(kept, 'summary.json'), 'utf8')]).toEqual([['summary.json'], 'second']);
  expect(readFileSync(join(scratch(), 'earlier', '1', 'summary.json'), 'utf8')).toBe('first');
});
