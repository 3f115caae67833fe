/** How a run ends that something ends before its rows are done. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../archive/fixtures/scratch.ts';
import type { RecordEvent } from '../archive/event.ts';
import { recordFiles } from '../archive/layout.ts';
import { openRecord } from '../archive/record-reader.ts';
import type { RunStart } from '../archive/reporter.ts';
import type { Summary } from '../archive/summary.ts';
import { ConfigError } from '../config/explained-error.ts';
import { run } from './run.ts';

const scratch = scratchFolder();

/** A run of one row that a reporter's own error ends at its first event. */
async function endedBy(error: Error, signal = new AbortController().signal) {
  let started: RunStart | undefined;
  const ends: Summary[] = [];
  const event = ({ type }: RecordEvent): void => { if (type === 'run-started') throw error; };
  const reporter = { start: (start: RunStart) => { started = start; }, event, end: (summary: Summary) => { ends.push(summary); } };
  const request = { command: ['test'], suites: ['smoke'], machines: ['hmem'], jobs: 1, results: scratch(), refresh: false };
  const thrown: unknown = await run(request, reporter, signal).then(() => undefined, (reason: unknown) => reason);
  const { summary, events } = await openRecord(started?.folder ?? '');
  const told: RecordEvent[] = [];
  for await (const one of events(() => undefined)) told.push(one);
  return { thrown, summary, ends, told, started };
}

describe('a run that a defect ends', () => {
  it('leaves a summary that says so, with what was not run, and throws the defect', async () => {
    const defect = new TypeError('x is not a function');
    const { thrown, summary, ends, told, started } = await endedBy(defect);
    expect(thrown).toBe(defect);
    expect(summary).toMatchObject({ verdict: 'unknown', exitStatus: 70, scenarios: [] });
    expect(ends).toEqual([summary]);
    expect(told.filter(({ type }) => type === 'item-not-run')).toMatchObject(started?.items.map(({ id }) => ({ item: id, reason: 'the run was ended: TypeError: x is not a function' })) ?? []);
    expect(told.at(-1)).toMatchObject({ type: 'run-ended', exitStatus: 70 });
    expect(readFileSync(recordFiles(started?.folder ?? '').summary, 'utf8')).toContain('"exitStatus": 70');
  });

  it('has the status of any other error that ends it, and of an interruption before all', async () => {
    expect((await endedBy(new ConfigError({ doing: 'looking for a kernel' }))).summary?.exitStatus).toBe(64);
    expect((await endedBy(new TypeError('x'), AbortSignal.abort(new Error('SIGINT')))).summary?.exitStatus).toBe(130);
  });
});
