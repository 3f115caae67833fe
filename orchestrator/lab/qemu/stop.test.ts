import { describe, expect, test } from 'vitest';
import { awaitReport } from './fixtures/gone.ts';
import { DEAF, fakeQemu, fixture, soon, startFake } from './fixtures/fake.ts';
import type { RunningQemu } from './running-qemu.ts';

test('a QEMU that listens ends by quit', async () => {
  const result = await (await startFake('boots.mjs')).stop();
  expect(result).toMatchObject({ how: 'quit', exit: { code: 0, shutdown: 'host-qmp-quit' } });
});

test('one that ignores quit is terminated', async () => {
  const result = await (await startFake('ignores-quit.mjs', { deadlines: soon('quit') })).stop();
  expect(result).toMatchObject({ how: 'terminated', exit: { signal: 'SIGTERM' } });
  expect(result.milliseconds).toBeGreaterThanOrEqual(300);
});

test('one that ignores both is killed', async () => {
  const result = await (await startFake('ignores-quit-and-term.mjs', { deadlines: DEAF })).stop();
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

describe('what runs behind a wrapper script is ended with it', () => {
  async function wrapped(): Promise<{ running: RunningQemu; gone: Promise<void> }> {
    const { path, arrived, gone } = await awaitReport();
    process.env['DAXLAB_TEST_REPORT'] = path;
    const running = await startFake('', { qemu: fakeQemu('ignores-quit-and-term.mjs', [fixture('wrapper.sh')]), deadlines: DEAF });
    delete process.env['DAXLAB_TEST_REPORT'];
    expect(await arrived).not.toBe(running.pid);
    return { running, gone };
  }

  test('when it is stopped', async () => {
    const { running, gone } = await wrapped();
    await running.stop();
    await gone;
  });

  test('when the script alone ends', async () => {
    const { running, gone } = await wrapped();
    process.kill(running.pid, 'SIGKILL');
    await gone;
  });
});
