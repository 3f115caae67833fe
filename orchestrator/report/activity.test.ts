import { describe, expect, it } from 'vitest';
import { TIMED } from './fixtures/stories.ts';
import { follow, IDLE, type Activities } from './activity.ts';

const upTo = (count: number): Activities => TIMED.slice(0, count).reduce(follow, IDLE);

describe('follow', () => {
  it('knows the phase of every item and since when', () => {
    expect(upTo(4)).toEqual({
      total: 2, done: 0, notPassed: 0,
      current: new Map([['cycle-1.cxl.debian-6.12.default', { item: 'cycle-1.cxl.debian-6.12.default', attempt: 1, what: 'booting', since: 8000, started: 6000 }]]),
    });
  });

  it('counts what is done and what did not pass', () => {
    expect(upTo(TIMED.length)).toEqual({ total: 2, done: 2, notPassed: 1, current: new Map() });
  });

  it('tells why an attempt is made again', () => {
    expect([...upTo(16).current.values()][0]?.what).toBe('boot-failure: no sign of init within 60 s');
  });

  it('forgets what was done for the whole run when the first guest starts', () => {
    const fetching = follow(IDLE, { v: 1, t: 0, type: 'progress', what: 'downloading' });
    expect([...fetching.current.keys()]).toEqual([undefined]);
    expect([...follow(fetching, { v: 1, t: 1, type: 'attempt-started', item: 'a', attempt: 1 }).current.keys()]).toEqual(['a']);
  });
});
