import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVENTS, SUMMARY } from './fixtures/sample.ts';
import { scratchFolder } from './fixtures/scratch.ts';
import { openRecord } from './record-reader.ts';
import { RUN_SCHEMA } from './run-file.ts';
import { createRecord, type NewRecord } from './record-writer.ts';
import { RUN_ID } from './run-id.ts';

const scratch = scratchFolder();
const NEW: NewRecord = { asked: { command: ['run', 'smoke'], suites: ['smoke'], jobs: 2 }, daxlab: { name: 'daxlab', version: '0.1.0' } };
const sha256 = 'a'.repeat(64);

describe('createRecord', () => {
  it('writes a record that can be read again', async () => {
    const record = await createRecord(join(scratch(), 'results'), NEW);
    const written = EVENTS.map((event) => record.append(event));
    await Promise.all([
      record.addUsed([{ name: 'qemu-system-x86', version: '1:11.1', sha256 }]),
      record.addGuest({ item: 'cycle', attempt: 1, command: ['qemu-system-x86_64', '-S'], kernel: { name: 'vmlinux', sha256 } }),
      record.addUsed([{ name: 'qemu-system-x86', version: '1:11.1', sha256 }, { name: 'ndctl' }]),
    ]);
    await record.writeSummary(SUMMARY);
    record.close();

    const { run, summary, events } = await openRecord(record.folder);
    expect(run).toMatchObject({ runId: record.runId, asked: NEW.asked, used: [{ name: 'qemu-system-x86' }, { name: 'ndctl' }], guests: [{ attempt: 1 }] });
    expect(summary).toEqual(SUMMARY);
    const read = [];
    for await (const event of events(() => undefined)) read.push(event);
    expect(read.filter(({ type }) => type !== 'guest-started')).toEqual(written);
    expect(readdirSync(record.folder).sort()).toEqual(['events.ndjson', 'run.json', 'summary.json']);
  });

  it('has run.json from the first moment, and no summary before the end', async () => {
    const record = await createRecord(scratch(), NEW);
    expect(RUN_ID.test(record.runId)).toBe(true);
    expect(await openRecord(record.folder)).toMatchObject({ summary: undefined, run: { schema: RUN_SCHEMA } });
    record.close();
  });

  it('gives two runs of one millisecond and one chance two folders', async () => {
    const random = [7, 7, 8];
    const chance = { now: () => new Date('2025-11-22T09:41:05.417Z'), clock: () => 0, random: () => random.shift() ?? 9 };
    const first = await createRecord(scratch(), NEW, chance);
    const second = await createRecord(scratch(), NEW, chance);
    expect([first.runId, second.runId]).toEqual(['20251122-094105-417-0007', '20251122-094105-417-0008']);
    first.close();
    second.close();
  });

  it('has every guest in the events at once, and all of them in run.json at the end', async () => {
    const record = await createRecord(scratch(), NEW);
    const attempts = Array.from({ length: 20 }, (_, place) => place + 1);
    for (const attempt of attempts) await record.addGuest({ item: 'cycle', attempt, command: ['qemu'] });
    expect(readFileSync(join(record.folder, 'events.ndjson'), 'utf8').trim().split('\n')).toHaveLength(20);
    await record.writeSummary(SUMMARY);
    expect((await openRecord(record.folder)).run.guests.map(({ attempt }) => attempt)).toEqual(attempts);
    record.close();
  });

  it('makes a folder for every guest', async () => {
    const record = await createRecord(scratch(), NEW);
    const folder = await record.machineFolder('cycle-1.cxl.debian-6.12.default', 2);
    expect(folder).toBe(join(record.folder, 'machines', 'cycle-1.cxl.debian-6.12.default-2'));
    expect(statSync(folder).isDirectory()).toBe(true);
    record.close();
  });

  it('refuses a summary that is against the schema, and leaves none by half', async () => {
    const record = await createRecord(scratch(), NEW);
    await expect(record.writeSummary({ ...SUMMARY, exitStatus: 5 as 0 })).rejects.toThrow();
    expect(existsSync(join(record.folder, 'summary.json'))).toBe(false);
    record.close();
  });

  it('says what is in the way of the results folder', async () => {
    const file = join(scratch(), 'results');
    writeFileSync(file, '');
    await expect(createRecord(join(file, 'sub'), NEW)).rejects.toThrow(/results\/sub\n {2}seen: {5}a file is where a folder should be/);
    expect(readFileSync(file, 'utf8')).toBe('');
  });
});
