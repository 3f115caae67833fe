import { expect, it } from 'vitest';
import { readLeak } from '../fixtures/leak.ts';
import { storyOf, storyWith, TIMED } from '../fixtures/stories.ts';
import { runPage } from './run-page.ts';

it('tells the run, its versions and a line of every row', async () => {
  const { page } = await readLeak();
  expect(page.run).toMatchObject({ suite: 'smoke', verdict: 'model-mismatch', exitStatus: 1 });
  expect(page.run.used.join(' ')).toMatch(/^daxlab .*qemu/);
  expect(page.rows).toHaveLength(3);
  expect(page.leftOut).toEqual([]);
});

it('keeps the first row of every finding when there is no room for all, and names the others', async () => {
  const { record, detail } = await readLeak();
  const other = { ...detail, id: 'other', findings: detail.findings.map((finding) => ({ ...finding, fingerprint: `other ${finding.fingerprint}` })) };
  const details = [detail, { ...detail, id: 'again' }, other];
  const size = JSON.stringify(detail).length;
  const { details: kept, leftOut } = runPage({ run: record.run, summary: record.summary, story: storyWith({}), details }, 2.5 * size);
  expect(kept.map(({ id }) => id)).toEqual([detail.id, 'other']);
  expect(leftOut).toEqual(['again']);
});

it('says of a killed run what there is', async () => {
  const { record } = await readLeak();
  const story = storyOf(TIMED.slice(0, TIMED.findIndex(({ type }) => type === 'item-judged')));
  const page = runPage({ run: record.run, summary: undefined, story, details: [] });
  expect(page.run).toMatchObject({ verdict: undefined, exitStatus: undefined });
  expect(page.rows.map(({ verdict, reason }) => [verdict, reason])).toEqual(Array(2).fill([undefined, 'the run ended before this row was judged']));
});
