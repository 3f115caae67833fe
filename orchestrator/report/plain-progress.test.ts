import { describe, expect, it } from 'vitest';
import { PASSED, SUMMARY } from '../archive/fixtures/sample.ts';
import type { NewEvent } from '../archive/event.ts';
import { TIMED } from './fixtures/stories.ts';
import { plainProgress } from './plain-progress.ts';

function progress() {
  const lines: string[] = [];
  let now = 0;
  const reporter = plainProgress((text) => lines.push(text), () => now);
  reporter.start({ runId: 'r', folder: 'f', suite: 'smoke', items: [] });
  const at = (time: number, event?: NewEvent): void => {
    now = time;
    if (event) reporter.event({ v: 1, t: time, ...event });
    else reporter.tick();
  };
  return { lines, at, reporter };
}
const phase = (what: string, attempt = 1): NewEvent => ({ type: 'progress', what, item: 'stuck', attempt });

describe('plainProgress', () => {
  it('prints at once, then at most one change in five seconds, the latest', async () => {
    const { lines, at, reporter } = progress();
    at(1_000, phase('booting'));
    at(2_000, phase('preparing'));
    at(3_000, phase('observing'));
    at(5_900);
    at(6_000);
    at(7_000);
    await reporter.end(SUMMARY);
    expect(lines).toEqual(['[     0.0 s] run r: smoke\n', '[     1.0 s] stuck: booting\n', '[     6.0 s] stuck: observing\n']);
  });

  it('gives a sign of life with the time that a phase takes', async () => {
    const { lines, at, reporter } = progress();
    at(0, phase('booting'));
    at(29_000);
    at(30_000);
    at(59_000);
    at(61_000);
    await reporter.end(SUMMARY);
    expect(lines.slice(2)).toEqual(['[      30 s] stuck: booting, still, after 30 s\n', '[1 min 01 s] stuck: booting, still, after 1 min 01 s\n']);
  });

  it('prints a new attempt and the end of a row whenever they come', async () => {
    const { lines, at, reporter } = progress();
    at(0, phase('booting'));
    at(1_000, phase('starting', 2));
    at(1_500, { type: 'item-judged', item: 'stuck', row: PASSED, findings: [] });
    at(2_000, phase('booting'));
    await reporter.end(SUMMARY);
    expect(lines.slice(1)).toEqual([
      '[     0.0 s] stuck: booting\n', '[     1.0 s] stuck (attempt 2): starting\n', '[     1.5 s] pass stuck in 1.5 s (1 of 1)\n', '[     2.0 s] stuck: booting\n',
    ]);
  });

  it('does not repeat a phase that is announced again, until it is long ago', async () => {
    const { lines, at, reporter } = progress();
    at(0, phase('probing'));
    at(10_000, phase('probing'));
    at(31_000, phase('probing'));
    await reporter.end(SUMMARY);
    expect(lines.slice(1)).toEqual(['[     0.0 s] stuck: probing\n', '[      31 s] stuck: probing\n']);
  });

  it('follows a whole run', async () => {
    const { lines, reporter } = progress();
    for (const event of TIMED) reporter.event(event);
    await reporter.end(SUMMARY);
    expect(lines.filter((line) => line.includes(' of 2)'))).toHaveLength(2);
  });
});
