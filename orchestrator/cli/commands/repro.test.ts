import { expect, it } from 'vitest';
import { EVENTS, SUMMARY } from '../../archive/fixtures/sample.ts';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import { createRecord } from '../../archive/record-writer.ts';
import { daxlab } from '../fixtures/recorder.ts';

const scratch = scratchFolder();

async function recorded(events = EVENTS): Promise<string> {
  const record = await createRecord(scratch(), { asked: { command: ['run'], suites: ['smoke'], jobs: 1 }, daxlab: { name: 'daxlab' } });
  for (const event of events) record.append(event);
  await record.writeSummary(SUMMARY);
  record.close();
  return record.folder;
}

it('says that a run has no finding', async () => {
  const folder = await recorded(EVENTS.filter((event) => event.type !== 'item-judged' || event.row.verdict === 'pass'));
  expect(await daxlab('repro', folder)).toMatchObject({ status: 64, err: expect.stringContaining('the run has no finding') as string });
});

it('wants to be told which of several, and lists them as they are to be typed', async () => {
  const others = EVENTS.map((event) => (event.type === 'item-judged'
    ? { ...event, findings: event.findings.flatMap((finding) => [finding, { ...finding, fingerprint: 'abcdef0123456789', title: 'another' }]) } : event));
  const folder = await recorded(others);
  const { err, status } = await daxlab('repro', folder);
  expect(err).toContain('the run has 2 findings');
  expect(err).toContain(`${folder}/abcdef0123456789  another`);
  expect(status).toBe(64);
});

it('names the findings that there are for one that there is not', async () => {
  const { err, status } = await daxlab('repro', `${await recorded()}/ffff`);
  expect(err).toContain('b10c1ef7a5b6c7d8');
  expect(status).toBe(64);
});

it('checks its options before anything is started', async () => {
  expect(await daxlab('repro', await recorded(), '--times', '0')).toMatchObject({ status: 64 });
  expect(await daxlab('repro', await recorded(), '--kernel', '6.12')).toMatchObject({ status: 64, err: expect.stringContaining('debian:6.12') as string });
});

it('shrinks on the kernel of the finding alone, and nothing that no operation led to', async () => {
  const folder = await recorded();
  for (const other of [['--kernel', 'debian:6.12'], ['--times', '3'], ['--shell'], ['--gdb']]) {
    expect(await daxlab('repro', folder, '--shrink', ...other)).toMatchObject({ status: 64 });
  }
  // The guest of this record never came to an operation.
  expect(await daxlab('repro', folder, '--shrink')).toMatchObject({ status: 64, err: expect.stringContaining('before the first operation') as string });
});
