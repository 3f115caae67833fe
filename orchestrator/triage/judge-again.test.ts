import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { NewEvent, RecordEvent } from '../archive/event.ts';
import { readEvents } from '../archive/read-events.ts';
import { runRow } from '../runner/row.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { fakeBoot } from '../testing/guest.ts';
import { judgeAgain, type JudgedAgain } from './judge-again.ts';

async function rowsOf(events: AsyncIterable<RecordEvent> | Iterable<RecordEvent>): Promise<JudgedAgain[]> {
  const rows: JudgedAgain[] = [];
  for await (const { row } of judgeAgain(events, () => true)) if (row) rows.push(row);
  return rows;
}

const SCENARIO: Scenario = { name: 'line', description: 'a straight line', requires: [], steps: [{ kind: 'bind' }, { kind: 'write-state', value: 'online_movable', blocks: 'all' }, { kind: 'unbind' }] };

/** The events of a row that was run on a guest that may do wrong, as a record has them. */
async function freshly(...fault: Parameters<typeof fakeBoot>): Promise<RecordEvent[]> {
  const events: NewEvent[] = [];
  await runRow({
    item: { scenario: 'line', machine: 'hmem', kernel: 'debian:6.12', policy: 'default', attribute: '1' }, scenario: SCENARIO, boot: fakeBoot(...fault).boot, deadlines: { boot: 100, marker: 100, end: 100 },
    isKnown: () => false, made: () => ({ build: '00000000000000b0', inputs: '00000000000000f0' }), append: (event) => events.push(event), alone: (work) => work(), signal: new AbortController().signal,
  });
  return events.map((event, t) => ({ v: 1, t, ...event }));
}

describe('a record that is judged again', () => {
  it.each([
    ['a pass', undefined], ['a finding', { at: 1, what: 'wrong-errno' } as const],
  ])('changes nothing in %s by the same rules', async (_, fault) => {
    const events = await freshly({}, fault);
    const [row, ...more] = await rowsOf(events);
    expect(more).toEqual([]);
    expect(row?.today).toEqual(row?.recorded);
    const again: RecordEvent[] = [];
    for await (const { event } of judgeAgain(events, () => true)) again.push(event);
    expect(JSON.parse(JSON.stringify(again))).toEqual(JSON.parse(JSON.stringify(events)));
  });

  it('says of a real crash what was said of it, from its events alone', async () => {
    const file = fileURLToPath(new URL('fixtures/skipped-range-removed.ndjson', import.meta.url));
    const [row] = await rowsOf(readEvents(file, () => undefined));
    expect(row?.today).toMatchObject({ verdict: 'kernel-crash', findings: [{ title: 'BUG: kernel NULL pointer dereference in __release_resource', fingerprint: '0d7cbc37d85545bd', known: false }] });
    expect(row?.today).toEqual(row?.recorded);
  });

  it('is told by the evidence, whatever the verdict was', async () => {
    const events = (await freshly({}, undefined)).map((event) => (event.type === 'item-judged' ? { ...event, row: { ...event.row, verdict: 'model-mismatch' as const, checkedOperations: 1 } } : event));
    expect(await rowsOf(events)).toMatchObject([{ recorded: { verdict: 'model-mismatch' }, today: { verdict: 'pass' } }]);
  });

  it('asks whether what was not found then is known today', async () => {
    const events = (await freshly({}, { at: 1, what: 'wrong-errno' })).map((event) => (event.type === 'item-judged' ? { ...event, row: { ...event.row, findings: [] } } : event));
    expect(await rowsOf(events)).toMatchObject([{ today: { findings: [{ known: true }] } }]);
  });

  it('leaves a row as it is whose evidence is in another record', async () => {
    const events = (await freshly({}, undefined)).map((event) => (event.type === 'item-judged' ? { ...event, from: 'another' } : event));
    expect(await rowsOf(events)).toEqual([]);
  });
});
