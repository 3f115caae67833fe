import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratchFolder } from '../archive/fixtures/scratch.ts';
import { LEAK_FOLDER, LEAKING_ROW, readLeak } from './fixtures/leak.ts';
import type { RunPage } from './page-data/shape.ts';
import { pageReport } from './page-report.ts';

const TEMPLATE = '<script id="data" type="application/json">null</script>';
const scratch = scratchFolder();

it('leaves report.html in the record, with the log of the control channel', async () => {
  const folder = join(scratch(), 'run');
  await cp(LEAK_FOLDER, folder, { recursive: true });
  const { record, events } = await readLeak();
  const reporter = pageReport(() => Promise.resolve(TEMPLATE), () => Promise.resolve(undefined));
  reporter.start({ runId: record.run.runId, folder, suite: 'smoke', items: [] });
  for (const event of events) reporter.event(event);
  if (record.summary) await reporter.end(record.summary);
  const json = /json">([^]*)<\/script>/.exec(await readFile(join(folder, 'report.html'), 'utf8'))?.[1] ?? '';
  const page = JSON.parse(json) as RunPage;
  expect(page.details.map(({ id, qmp }) => [id, qmp.length > 3])).toEqual([[LEAKING_ROW, true]]);
  expect(page.rows.flatMap(({ findings }) => findings).every(({ status }) => status === undefined)).toBe(true);
});
