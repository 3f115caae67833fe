import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEADLINES } from './deadlines.ts';
import { fakeQemu, scratch, soon, startFake } from './fixtures/fake.ts';
import { saveState } from './migration.ts';
import type { StartOptions } from './start.ts';

const migrating = (how: string, more: Partial<StartOptions> = {}) =>
  startFake('migrates.mjs', { qemu: { ...fakeQemu('migrates.mjs'), argv: [...fakeQemu('migrates.mjs').argv, `migration=${how}`] }, ...more });

const saved = (text = '[    2.000000] daxlab: template waits\r\n') => {
  const console = join(scratch(), 'before.log');
  writeFileSync(console, text);
  return { state: '/snapshot/state', console };
};

test('a guest is stopped, and saved when QEMU says so', async () => {
  const directory = scratch();
  const running = await migrating('completed', { directory });
  await saveState(running.qmp, '/snapshot/state', DEADLINES.migrate);
  const log = readFileSync(join(directory, 'qmp.log'), 'utf8');
  expect(log).toMatch(/"execute":"stop"[^]*"x-ignore-shared"[^]*"migrate","arguments":\{"uri":"file:\/snapshot\/state"\}/);
});

test('a save that fails says so', async () => {
  const running = await migrating('failed');
  await expect(saveState(running.qmp, '/snapshot/state', DEADLINES.migrate)).rejects.toThrow(/saving a guest: \/snapshot\/state[^]*failed/);
});

test('a save that never ends is given up by name', async () => {
  const running = await migrating('silent');
  await expect(saveState(running.qmp, '/snapshot/state', soon('migrate').migrate ?? DEADLINES.migrate)).rejects.toThrow(/QEMU to save or restore the state of a guest/);
});

test('a restored guest goes on, and its console begins with what was there before', async () => {
  const lines: string[] = [];
  const running = await migrating('completed', { restore: saved(), memory: { kind: 'private', directory: '/snapshot/memory' }, onConsoleLine: (line) => lines.push(line) });
  expect(running.argv).toEqual(expect.arrayContaining(['-incoming', 'defer']));
  await running.stop();
  expect(lines).toEqual(['[    2.000000] daxlab: template waits', '[    3.000000] daxlab: goes on']);
});

test.each([['failed', /restoring a guest: \/snapshot\/state[^]*failed/], ['ends', /load of migration failed: Invalid argument/]])('a restore that %s has not come up', async (how, words) => {
  await expect(migrating(how, { restore: saved() })).rejects.toThrow(words);
});
