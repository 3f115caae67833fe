import { describe, expect, it } from 'vitest';
import { EVENTS } from '../archive/fixtures/sample.ts';
import { scratchFolder } from '../archive/fixtures/scratch.ts';
import { createRecord } from '../archive/record-writer.ts';
import { runFolder, runOrFinding } from './run-argument.ts';

const scratch = scratchFolder();

async function recorded(events = EVENTS): Promise<string> {
  const record = await createRecord(scratch(), { asked: { command: ['run'], suites: ['smoke'], jobs: 1 }, daxlab: { name: 'daxlab' } });
  for (const event of events) record.append(event);
  record.close();
  return record.folder;
}

describe('runOrFinding', () => {
  it('gives the record alone, or a finding of it with the rows that have it', async () => {
    const folder = await recorded();
    expect(await runOrFinding(scratch(), 'latest')).toMatchObject({ record: { folder } });
    for (const name of ['latest/b10c', `${folder}/b10c1ef7a5b6c7d8`, `${folder}/failures/b10c1ef7`]) {
      expect(await runOrFinding(scratch(), name)).toMatchObject({ record: { folder }, finding: { fingerprint: 'b10c1ef7a5b6c7d8', places: [{ row: { name: 'stuck' } }] } });
    }
  });

  it('tells which findings there are', async () => {
    await recorded();
    await expect(runOrFinding(scratch(), 'latest/b10d')).rejects.toThrow(/no finding 'b10d'.*\n {2}expected: a fingerprint of the run, .*\n {14}b10c1ef7a5b6c7d8 {2}a block is left\n/);
    await expect(runOrFinding(scratch(), 'latest/what')).rejects.toThrow("no finding 'what'");
  });

  it('says that a run has none', async () => {
    await recorded(EVENTS.slice(0, 13));
    await expect(runOrFinding(scratch(), 'latest/b10c')).rejects.toThrow('seen:     a run without findings');
  });

  it('names the nearest run where the run is not there', async () => {
    const folder = await recorded();
    const id = folder.replace(/^.*\//, '');
    await expect(runOrFinding(scratch(), `${id.replace(/.$/, 'x')}/b10c`)).rejects.toThrow(`nearest: ${id}`);
    await expect(runFolder(scratch(), 'lates')).rejects.toThrow("no run is called 'lates'");
  });
});
