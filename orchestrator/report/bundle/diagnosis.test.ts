import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import { readDiagnosis } from './diagnosis.ts';

const scratch = scratchFolder();
const told = (texts: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(scratch(), `hang-${name}.txt`), `${text}\n`);
  return readDiagnosis(scratch());
};

it('is what tasks are blocked and what the processors do, and only without both the registers', async () => {
  expect(await told({})).toEqual([]);
  expect(await told({ registers: 'RIP=1', 'sysrq-l': 'no answer on the console within 10 s' })).toEqual(['RIP=1']);
  expect(await told({ 'sysrq-l': 'CPU 0', 'sysrq-w': 'task:agent\n  state_store', 'sysrq-t': 'all of them' })).toEqual(['task:agent', '  state_store', 'CPU 0']);
});
