import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import type { NewEvent } from '../../archive/event.ts';
import { SUMMARY } from '../../archive/fixtures/sample.ts';
import { machineFolder } from '../../archive/layout.ts';
import type { SummaryRow } from '../../archive/summary.ts';
import { createRecord, type RecordWriter } from '../../archive/record-writer.ts';
import { ANOTHER_ONLINE, failedRun, NEVER_RELEASED, WRONG_ERRNO } from '../../report/fixtures/failed-run.ts';
import { daxlab } from '../fixtures/recorder.ts';

const scratch = scratchFolder();

async function recorded(events: readonly NewEvent[]): Promise<string> {
  const record = await createRecord(scratch(), { asked: { command: ['run'], suites: ['own'], jobs: 1 }, daxlab: { name: 'daxlab' } });
  for (const event of events) record.append(event);
  record.close();
  return record.folder;
}

const fingerprints = (events: readonly NewEvent[]): string[] => events.flatMap((event) => (event.type === 'item-judged' ? event.findings.map(({ fingerprint }) => fingerprint) : []));

async function shown(events: readonly NewEvent[], place = 0): Promise<string> {
  const folder = await recorded(events);
  const { out, err, status } = await daxlab('show', `${folder}/${fingerprints(events)[place] ?? ''}`);
  expect({ err, status }).toEqual({ err: '', status: 0 });
  expect(out.split('\n').filter((line) => line.length > 100 && !line.includes(folder))).toEqual([]);
  return out;
}

describe('daxlab show RUN/FINDING', () => {
  it('shows prediction beside observation, and the blocks that differ', async () => {
    const out = await shown(failedRun(ANOTHER_ONLINE));
    expect(out).toMatch(/^state: after write "online_movable" to memory33\/state: memory34\/state/);
    expect(out).toMatch(/\n {4}0 bind dax0\.0 to kmem +OK .*\n> {3}1 write "online_movable" to memory33\/state +OK /);
    expect(out).toMatch(/\n! memory34\/state +offline +offline +online\n/);
    expect(out).toMatch(/\n {2}memory33\/state +offline +online +online\n/);
    expect(out).toContain(`
  dax0.0 (hmem, target node 1)
    before        32 oooooooo
    predicted     32 omoooooo
    seen          32 ommooooo
                       ^
`);
    expect(out).toMatch(/\nreproduce {2}npx daxlab repro .*\/[0-9a-f]{16}\n/);
  });

  it('shows calls that are missing, the log of the operation, and where the bundle lies', async () => {
    const events = failedRun(NEVER_RELEASED);
    const out = await shown(events);
    expect(out).toMatch(/\n- +memory_block_release x 8 memory32 \.\.\. memory39 \(missing\)\n/);
    expect(out).toMatch(/\n! memory_block_release +8 calls +0 calls\n/);
    expect(out).toMatch(/\n {4}predicted {5}32 \.{8}\n {4}seen {10}32 L{8}\n {21}\^{8}\n/);
    expect(out).toContain('kernel log during it\n  | [    1.0] daxlab: operation 3 begin\n  | [    1.1] \\x1b[2Jremoved\n');
    expect(out).toMatch(new RegExp(`\\nbundle +.*failures/${fingerprints(events)[0] ?? ''}\\n`));
  });

  it('shows an errno that differs, and that nothing was read afterwards', async () => {
    const out = await shown(failedRun(WRONG_ERRNO));
    expect(out).toContain('errno predicted OK, observed EBUSY\n  nothing was read after it\n');
    expect(out).toMatch(/\n! errno +OK +EBUSY\n/);
    expect(out).toMatch(/\n {4}seen +32 \(not known\)|\n {4}seen +32 /);
  });

  it('judges what a killed run never came to judge', async () => {
    const events = failedRun(NEVER_RELEASED);
    const folder = await recorded(events.filter(({ type }) => type !== 'item-judged' && type !== 'run-ended' && type !== 'attempt-ended'));
    const { out, status } = await daxlab('show', `${folder}/${fingerprints(events)[0] ?? ''}`);
    expect(status).toBe(0);
    expect(out).toContain('the record ends before the row was judged');
    expect(readFileSync(join(folder, 'failures', fingerprints(events)[0] ?? '', 'report.txt'), 'utf8')).toContain('Subject: [BUG]');
    expect(out).toContain('memory_block_release x 8');
  });

  it('tells a finding also where no bundle can be written, and says so', async () => {
    const events = failedRun(NEVER_RELEASED);
    const folder = await recorded(events);
    writeFileSync(join(folder, 'failures'), 'a file in the way');
    expect(await daxlab('show', `${folder}/${fingerprints(events)[0] ?? ''}`)).toMatchObject({ status: 0, err: expect.stringContaining('failures') as string, out: expect.not.stringContaining('\nbundle') as string });
  });

  it('says what became of it over the runs beside it, and what was said on the control channel', async () => {
    const events = failedRun(NEVER_RELEASED);
    const judged = events.find((event) => event.type === 'item-judged');
    if (judged?.type !== 'item-judged') throw new Error('nothing was judged');
    const put = async (row: SummaryRow): Promise<RecordWriter> => {
      const record = await createRecord(scratch(), { asked: { command: ['run'], suites: ['own'], jobs: 1 }, daxlab: { name: 'daxlab' } });
      const written = events.map((event) => record.append(event.type === 'item-judged' ? { ...event, row } : event));
      await record.writeSummary({ ...SUMMARY, runId: record.runId, scenarios: [row] });
      record.close();
      const machine = machineFolder(record.folder, judged.item ?? '', 1);
      mkdirSync(machine, { recursive: true });
      const during = written.findLast(({ type }) => type === 'result')?.t ?? 0;
      writeFileSync(join(machine, 'qmp.log'), `0.000001 -> {"execute":"cont"}\n${during / 1000} -> {"execute":"query-status"}\n`);
      return record;
    };
    const good = await put({ ...judged.row, verdict: 'pass', checkedOperations: 9, findings: [] });
    const bad = await put(judged.row);
    const { out } = await daxlab('show', `${bad.folder}/${fingerprints(events)[0] ?? ''}`);
    expect(out.replaceAll(/\s+/g, ' ')).toContain(` status new since run ${bad.runId} (${judged.row.kernelRelease}); last good run ${good.runId} (${judged.row.kernelRelease}); seen in 1 of `);
    expect(out).toMatch(/control channel \(QMP\) during it\n {2}\+\S+ s *-> \{"execute":"query-status"\}\n/);
    expect(out).not.toContain('"cont"');
  });

  it('tells a program all of it', async () => {
    const events = failedRun(ANOTHER_ONLINE);
    const folder = await recorded(events);
    const { out } = await daxlab('show', `${folder}/${fingerprints(events)[0] ?? ''}`, '--json');
    expect(JSON.parse(out)).toMatchObject({ schema: 1, known: false, finding: { kind: 'state', operation: 1 }, row: { verdict: 'model-mismatch' }, others: [], detail: { steps: [{ index: 0 }, { index: 1, failed: true }, { index: 2 }, { index: 3 }] } });
  });

  it('finds the evidence of a row that was taken over beside the record, and says where it is not', async () => {
    const events = failedRun(NEVER_RELEASED);
    const from = (await recorded(events)).replace(/^.*\//, '');
    const fingerprint = fingerprints(events)[0] ?? '';
    const taken = (run: string): NewEvent[] => events.flatMap((event): NewEvent[] => (event.type === 'run-started' ? [event] : event.type === 'item-judged' ? [{ ...event, from: run }] : []));
    const folder = await recorded(taken(from));
    expect((await daxlab('show', `${folder}/${fingerprint}`)).out).toMatch(new RegExp(`judged +by run ${from}\\n[^]*memory_block_release x 8`));
    const lost = await recorded(taken('20200101-000000-000-0000'));
    expect((await daxlab('show', `${lost}/${fingerprint}`)).out).toContain('whose record does not lie beside this one');
  });
});
