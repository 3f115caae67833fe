import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratchFolder } from './fixtures/scratch.ts';
import { removeRecord } from './remove-record.ts';

const scratch = scratchFolder();

it('takes everything away, and nothing beside it', async () => {
  const folder = join(scratch(), 'r');
  mkdirSync(join(folder, 'machines', 'x'), { recursive: true });
  writeFileSync(join(folder, 'run.json'), '{}');
  writeFileSync(join(scratch(), 'README.md'), '');
  chmodSync(join(folder, 'run.json'), 0o400);
  await removeRecord(folder);
  await removeRecord(folder);
  expect([existsSync(folder), existsSync(join(scratch(), 'README.md'))]).toEqual([false, true]);
});
