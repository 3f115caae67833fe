import { describe, expect, it } from 'vitest';
import { MISMATCHED, PASSED, STUCK, SUMMARY } from '../archive/fixtures/sample.ts';
import { FINDING, STORY, storyOf, storyWith, TIMED } from './fixtures/stories.ts';
import { COLOURED, PLAIN } from './paint.ts';
import { terminalSummary } from './terminal-summary.ts';

describe('terminalSummary', () => {
  it('has a line per row, prediction beside observation, and the console of what failed', () => {
    expect(terminalSummary({ story: STORY, summary: SUMMARY, folder: 'results/x' }, PLAIN)).toBe(
      `pass            cycle memmap_on_memory=1  cxl   debian:6.12 (6.12.43+deb13-cloud-amd64)  24 operations checked in 10 s
model-mismatch  stuck                     hmem  debian:6.12 (6.12.43+deb13-cloud-amd64)  3 operations checked in 7.0 s, 2 attempts
    attempt 1: boot-failure: no sign of init within 60 s
    state: a block is left (operation 2)
      fact            predicted  observed
      memory34/state  absent     offline
      | [    2.0] <memory block>
    the console's last lines:
      | [    1.0] Linux version 6.12
      | [    2.0] <memory block>

smoke: 2 of 2 rows in 20 s: 1 pass, 1 model-mismatch; exit status 1
record: results/x
`,
    );
  });

  it('has what failed after what passed, and what nobody knows of last', () => {
    const failed = { row: { ...MISMATCHED, findings: MISMATCHED.findings.map((finding) => ({ ...finding, known: true })) } };
    const rows = [{ ...MISMATCHED, name: 'strange' }, { ...failed.row, name: 'known' }, { ...PASSED, name: 'sound' }, { ...PASSED, verdict: 'unsupported' as const, name: 'cannot' }];
    const judged = rows.map((row, place) => ({ v: 1 as const, t: 100 + place, type: 'item-judged' as const, item: `row ${place}`, row, findings: [] }));
    const items = rows.map(({ name }, place) => ({ ...STUCK, id: `row ${place}`, scenario: name }));
    const text = terminalSummary({ story: storyOf([{ v: 1, t: 0, type: 'run-started', suite: 'smoke', items }, ...judged]), folder: 'x' }, PLAIN);
    expect(text.split('\n').flatMap((line) => /^\S+ +(sound|cannot|known|strange) /.exec(line)?.[1] ?? [])).toEqual(['sound', 'cannot', 'known', 'strange']);
  });

  it('says of a killed run what was not finished', () => {
    const text = terminalSummary({ story: storyOf(TIMED.slice(0, 15)), folder: 'results/x' }, PLAIN);
    expect(text).toContain('not finished  stuck on hmem with debian:6.12\n');
    expect(text).toContain('smoke: 1 of 2 rows in 14 s: 1 pass; no summary: daxlab was killed, or the run still goes on');
    expect(terminalSummary({ story: storyOf(TIMED.slice(0, 1)), folder: 'x' }, PLAIN)).toContain('nothing was judged');
  });

  it('says which rows were not run for want of time, and which were taken over from another run', () => {
    const [judged] = TIMED.slice(11, 12);
    const notRun = { v: 1, t: 8500, type: 'item-not-run', item: 'stuck.hmem.debian-6.12.default', reason: 'the budget of 20m was used up' } as const;
    if (judged?.type !== 'item-judged') throw new Error('the sample has changed');
    const text = terminalSummary({ story: storyOf([...TIMED.slice(0, 1), { ...judged, from: '20251121-000000-000-0000' }, notRun]), folder: 'x' }, PLAIN);
    expect(text).toContain('24 operations checked by run 20251121-000000-000-0000\n');
    expect(text).toContain('not started  stuck on hmem with debian:6.12: the budget of 20m was used up\n');
  });

  it('counts what was not started of a long night that was interrupted, and names what was under way', () => {
    const [planned] = TIMED;
    if (planned?.type !== 'run-started') throw new Error('the sample has changed');
    const items = Array.from({ length: 40 }, (_, place) => ({ ...STUCK, id: `row ${place}`, scenario: `row-${place}` }));
    const begun = { v: 1, t: 10, type: 'item-started', item: 'row 39', ...STUCK, scenario: 'row-39' } as const;
    const text = terminalSummary({ story: storyOf([{ ...planned, items }, begun]), folder: 'x' }, PLAIN);
    expect(text).toMatch(/^not finished {2}row-39 on hmem with debian:6\.12\nnot started {2}row-0 on hmem/);
    expect(text).toContain('not started  row-19 on hmem with debian:6.12\nand 19 more not started: npx daxlab run --resume RUN goes on with them\n');
  });

  it('has a column for policies where there is another than the default', () => {
    expect(terminalSummary({ story: storyWith({ policy: 'auto-online' }), folder: 'x' }, PLAIN)).toContain('pass  stuck  cxl  auto-online  debian:6.12  0 operations');
  });

  it('never sends what a guest printed to the terminal as it is', () => {
    const story = storyWith({ verdict: 'kernel-crash', reason: 'panic\u001b]0;title\u0007' }, [FINDING], ['\u001b[2J']);
    const text = terminalSummary({ story, folder: 'x' }, COLOURED);
    expect(text).toContain('| \\x1b[31m<BUG> & "more"\\x07');
    expect(text).toContain('panic\\x1b]0;title\\x07');
    expect(text).toContain('| \\x1b[2J');
    expect(text).toContain('\u001b[31mkernel-crash\u001b[39m');
  });

  it('gives the reason of what is unsupported, without a console', () => {
    const text = terminalSummary({ story: storyWith({ verdict: 'unsupported', reason: 'no attribute before 6.9' }, [], ['boring']), folder: 'x' }, PLAIN);
    expect(text).toContain('    no attribute before 6.9\n');
    expect(text).not.toContain('boring');
  });
});
