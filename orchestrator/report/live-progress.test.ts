import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { SUMMARY } from '../archive/fixtures/sample.ts';
import { TIMED } from './fixtures/stories.ts';
import { liveProgress } from './live-progress.ts';
import { PLAIN } from './paint.ts';

it('leaves one line per row on the terminal and clears the rest', async () => {
  const terminal = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: true, columns: 100, rows: 30 });
  const reporter = liveProgress(terminal, PLAIN, () => 9_000);
  reporter.start({ runId: 'r', folder: 'f', suite: 'smoke', items: [] });
  for (const event of TIMED) reporter.event(event);
  await reporter.end(SUMMARY);
  const text = String(terminal.read());
  expect(text).toContain('run r: smoke\n');
  expect(text).toContain('pass cycle-1.cxl.debian-6.12.default in 10 s\n');
  expect(text).toContain('model-mismatch stuck.hmem.debian-6.12.default in 7.0 s: a block is left\n');
});
