import { expect, it } from 'vitest';
import { CYCLE } from '../../archive/fixtures/sample.ts';
import { itemId } from '../../archive/item-id.ts';
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

it('tells what was covered and what could not be seen, and nothing of either where the record is silent', async () => {
  const { record } = await readLeak();
  const place = { v: 1, t: 6000, item: itemId(CYCLE), attempt: 1 };
  const story = storyOf([
    ...TIMED, { type: 'covered', counts: { I1: 3 }, ...place },
    { type: 'call-witness', observable: [], missing: [{ fn: 'online_pages', why: 'unsupported (inlined or absent)' }], ...place },
  ]);
  const input = { run: record.run, summary: undefined, details: [] };
  const { coverage, notObservable } = runPage({ ...input, story });
  expect(coverage.filter(({ count }) => count > 0)).toMatchObject([{ id: 'I1', count: 3 }]);
  expect(notObservable).toEqual(['not observable on 6.12.43+deb13-cloud-amd64: online_pages: unsupported (inlined or absent)']);
  expect(runPage({ ...input, story: storyOf(TIMED) })).toMatchObject({ coverage: [], notObservable: [] });
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
