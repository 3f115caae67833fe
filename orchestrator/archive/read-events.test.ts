import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordEvent } from './event.ts';
import { EVENT_VERSION } from './event-line.ts';
import { EVENTS } from './fixtures/sample.ts';
import { scratchFolder } from './fixtures/scratch.ts';
import type { Line } from './lines.ts';
import { parseLine, readEvents } from './read-events.ts';
import { RecordReadError } from './record-error.ts';

const scratch = scratchFolder();
const written: RecordEvent[] = EVENTS.map((event, t) => ({ v: EVENT_VERSION, t, ...event }));
const text = written.map((event) => `${JSON.stringify(event)}\n`).join('');

async function read(content: string | Uint8Array): Promise<{ events: RecordEvent[]; cut: Line[] }> {
  const file = join(scratch(), 'events.ndjson');
  writeFileSync(file, content);
  const events: RecordEvent[] = [];
  const cut: Line[] = [];
  for await (const event of readEvents(file, (line) => cut.push(line))) events.push(event);
  return { events, cut };
}

describe('readEvents', () => {
  it('reads what was written', async () => {
    expect(await read(text)).toEqual({ events: written, cut: [] });
  });

  it('reads a record cut at any byte up to its last whole line, and reports the rest', async () => {
    const bytes = Buffer.from(text);
    await fc.assert(fc.asyncProperty(fc.nat({ max: bytes.length }), async (length) => {
      const kept = bytes.subarray(0, length);
      const whole = kept.filter((byte) => byte === 0x0a).length;
      const { events, cut } = await read(kept);
      expect(events).toEqual(written.slice(0, whole));
      expect(cut).toHaveLength(kept.length === 0 || kept.at(-1) === 0x0a ? 0 : 1);
    }));
  });

  it('reads what the first version wrote', async () => {
    expect((await read('{"v":1,"t":0,"type":"completed"}\n')).events).toEqual([{ v: 1, t: 0, type: 'completed' }]);
  });

  it('refuses a newer version clearly', async () => {
    await expect(read('{"v":4,"t":0,"type":"dreamt"}\n')).rejects.toThrow(
      /events\.ndjson:1\n {2}seen: {5}an event of version 4; this daxlab reads up to version 3\n {2}next: {5}read it with the daxlab that wrote it, or a newer one/,
    );
  });

  it.each([
    ['a damaged line', '{"v":1,"t":0,', /events\.ndjson:2\n {2}seen: {5}.*JSON/],
    ['an unknown type', '{"v":1,"t":0,"type":"dreamt"}', /events\.ndjson:2\n {2}seen: {5}not an event of version 3: type: /],
    ['a missing field', '{"v":1,"t":0,"type":"result","index":1}', /errno: /],
    ['no event at all', 'null', /not an event/],
  ])('names the line of %s in the middle', async (_, line, words) => {
    await expect(read(`{"v":1,"t":0,"type":"completed"}\n${line}\n`)).rejects.toThrow(words);
  });

  it('names a file that is not there', async () => {
    await expect(readEvents(join(scratch(), 'none'), () => undefined).next()).rejects.toThrow(RecordReadError);
  });
});

describe('parseLine', () => {
  it('throws nothing but RecordReadError on any text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.constantFrom(...EVENTS).map((event) => JSON.stringify({ v: EVENT_VERSION, ...event }))), (line) => {
      let fault: unknown;
      try {
        parseLine({ text: line, number: 1, whole: true }, 'events.ndjson');
      } catch (error) {
        fault = error;
      }
      expect(fault === undefined || fault instanceof RecordReadError).toBe(true);
    }));
  });
});
