import { describe, expect, it } from 'vitest';
import { start } from '../testing/start.ts';
import { CYCLE, SUMMARY } from '../archive/fixtures/sample.ts';
import { itemId } from '../archive/item-id.ts';
import type { RecordEvent } from '../archive/event.ts';
import { storyOf, TIMED } from './fixtures/stories.ts';
import { allHeldToLines, heldToLines } from './held-to.ts';
import { markdownSummary } from './markdown.ts';
import { PLAIN } from './paint.ts';
import { terminalSummary } from './terminal-summary.ts';

const baseline = (release: string, semantics?: 'v5'): RecordEvent => ({ type: 'baseline', observation: start({ release, ...(release.startsWith('6.1.') && { attribute: undefined }) }), ...(semantics && { semantics }), v: 1, t: 6000, item: itemId(CYCLE), attempt: 1 });
const told = (...events: RecordEvent[]) => storyOf([...TIMED.slice(0, 1), ...events]);
const LINE = '6.12.118-daxlab-v5 was held to the contract of the series as posted (v5), asked for by name';

describe('which contract a kernel was held to', () => {
  it('is said once for each release, where it does not go without saying', () => {
    const story = told(baseline('6.12.118-daxlab-v5', 'v5'), baseline('6.12.118-daxlab-v5', 'v5'), baseline('7.3.4'), baseline('6.1.0-50'));
    expect(heldToLines(story)).toEqual([LINE, '6.1.0-50 was held to the contract from before the series, by its release']);
    expect(allHeldToLines(story)).toContain('7.3.4 was held to the contract as merged (6.8 and newer), by its release');
  });

  it('stands in the terminal and in Markdown', () => {
    const story = told(baseline('6.12.118-daxlab-v5', 'v5'));
    expect(terminalSummary({ story, folder: 'x' }, PLAIN).split('\n')).toContain(LINE);
    expect(markdownSummary(SUMMARY, story).match(/was held to/g)).toHaveLength(1);
  });

  it('is nothing for a release that no version can be read from', () => {
    expect(heldToLines(told(baseline('mainline')))).toEqual([]);
  });
});
