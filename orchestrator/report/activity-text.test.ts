import { describe, expect, it } from 'vitest';
import { MISMATCHED, PASSED } from '../archive/fixtures/sample.ts';
import { activityText, judgedText, liveLines } from './activity-text.ts';
import { PLAIN } from './paint.ts';

const booting = { item: 'stuck.hmem', attempt: 2, what: 'booting\nmore', since: 1000, started: 0 };

describe('activityText', () => {
  it('is one line, naming an attempt that is not the first', () => {
    expect(activityText(booting)).toBe('stuck.hmem (attempt 2): booting');
    expect(activityText({ ...booting, item: undefined, attempt: undefined, what: 'downloading \u001b' })).toBe('downloading \\x1b');
  });
});

describe('judgedText', () => {
  it('says why a row did not pass', () => {
    expect(judgedText('cycle', PASSED, 12_000, PLAIN)).toBe('pass cycle in 12 s');
    expect(judgedText('stuck', MISMATCHED, 12_000, PLAIN)).toBe('model-mismatch stuck in 12 s: a block is left');
    expect(judgedText('stuck', { ...PASSED, verdict: 'unsupported', reason: 'not\nthere' }, 12_000, PLAIN)).toBe('unsupported stuck in 12 s: not');
  });
});

describe('liveLines', () => {
  const activities = { total: 10, done: 3, notPassed: 1, current: new Map([['stuck.hmem', booting]]) };

  it('has a line per guest with the time its phase takes', () => {
    expect(liveLines(activities, 5_000, 80, PLAIN)).toEqual(['stuck.hmem (attempt 2): booting  4.0 s', '3 of 10 rows done, 1 not passed']);
  });

  it('keeps to the width', () => {
    expect(liveLines(activities, 5_000, 24, PLAIN)[0]).toBe('stuck.hmem (a...  4.0 s');
  });
});
