import { expect, it } from 'vitest';
import { TIMED } from '../fixtures/stories.ts';
import type { RecordEvent } from '../../archive/event.ts';
import { Failures } from './failures.ts';

function follow(events: readonly RecordEvent[]): { failures: Failures; asked: string[] } {
  const asked: string[] = [];
  const failures = new Failures((item, attempt) => {
    asked.push(`${item} ${attempt}`);
    return '';
  });
  for (const event of events) failures.take(event);
  return { failures, asked };
}

it('details are of the last attempt of a row that failed, with how the earlier ones ended', () => {
  const { failures, asked } = follow(TIMED);
  expect(failures.details).toMatchObject([{ id: 'stuck.hmem.debian-6.12.default', attempt: 2, earlier: [{ attempt: 1, verdict: 'boot-failure', reason: 'no sign of init within 60 s' }] }]);
  expect(failures.details[0]?.console.map(({ text, marked }) => [text, marked])).toEqual([['[    1.0] Linux version 6.12', undefined], ['[    2.0] <memory block>', true]]);
  expect(asked).toEqual(['stuck.hmem.debian-6.12.default 2']);
});

it('what another run judged has no details here', () => {
  expect(follow(TIMED.map((event) => (event.type === 'item-judged' ? { ...event, from: 'another' } : event))).failures.details).toEqual([]);
});
