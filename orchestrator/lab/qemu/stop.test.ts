import { expect, test } from 'vitest';
import { awaitReport } from './fixtures/gone.ts';
import { fakeQemu, fixture, startFake } from './fixtures/fake.ts';

test('a QEMU that listens ends by quit', async () => {
  const result = await (await startFake('boots.mjs')).stop();
  expect(result).toMatchObject({ how: 'quit', exit: { code: 0, shutdown: 'host-qmp-quit' } });
});

test('one that ignores quit is terminated', async () => {
  const result = await (await startFake('ignores-quit.mjs')).stop();
  expect(result).toMatchObject({ how: 'terminated', exit: { signal: 'SIGTERM' } });
  expect(result.milliseconds).toBeGreaterThanOrEqual(300);
});

test('one that ignores both is killed', async () => {
  const result = await (await startFake('ignores-quit-and-term.mjs')).stop();
  expect(result).toMatchObject({ how: 'killed', exit: { signal: 'SIGKILL' } });
});

test('one that has ended is left alone', async () => {
  const running = await startFake('panics.mjs');
  await running.exited;
  expect(await running.stop()).toMatchObject({ how: 'had-ended', exit: { code: 0, shutdown: 'guest-reset' } });
});

test('stopping twice is stopping once', async () => {
  const running = await startFake('boots.mjs');
  const [first, second] = await Promise.all([running.stop(), running.stop()]);
  expect(second).toBe(first);
});

test('what runs behind a wrapper script is ended with it', async () => {
  const report = await awaitReport();
  process.env['DAXLAB_TEST_REPORT'] = report.path;
  const running = await startFake('', { qemu: fakeQemu('ignores-quit-and-term.mjs', [fixture('wrapper.sh')]) });
  delete process.env['DAXLAB_TEST_REPORT'];
  expect(await report.arrived).not.toBe(running.pid);
  await running.stop();
  await report.gone;
});
