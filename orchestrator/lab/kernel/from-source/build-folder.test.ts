import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { openCache, type Cache } from '../../toolchain/cache.ts';
import { scratch } from '../../toolchain/fixtures/scratch.ts';
import { inBuildFolder } from './build-folder.ts';

const FOR = { version: '6.12', fragments: ['base'], tools: 'x' };
let cache: Cache;
beforeEach(async () => {
  cache = await openCache(scratch());
});

test('one folder for a version, configuration and tools', async () => {
  const folder = (more: Partial<typeof FOR> = {}): Promise<string> => inBuildFolder({ cache }, { ...FOR, ...more }, (found) => Promise.resolve(found));
  expect(await folder()).toBe(await folder());
  expect(new Set(await Promise.all([folder(), folder({ version: '6.13' }), folder({ fragments: ['base', 'debug'] }), folder({ tools: 'y' })])).size).toBe(4);
});

test('another waits until the first is done, and says so', async () => {
  const order: string[] = [];
  let second: Promise<void> | undefined;
  await inBuildFolder({ cache }, FOR, async () => {
    const waiting = new Promise<void>((resolve) => {
      second = inBuildFolder({ cache, progress: (what) => { order.push(what); resolve(); } }, FOR, () => { order.push('second'); return Promise.resolve(); });
    });
    await waiting;
    order.push('first');
  });
  await second;
  expect(order).toEqual(['waiting for another daxlab that builds such a kernel', 'first', 'second']);
});

test('what somebody left who is gone, or cannot be told from, is nobody\'s', async () => {
  const folder = await inBuildFolder({ cache }, FOR, (found) => Promise.resolve(found));
  for (const owner of ['nonsense', '', '0123456789ab-1-1']) {
    await writeFile(join(folder, 'lock'), owner);
    // Of another machine, or of before a reboot: long ago.
    await utimes(join(folder, 'lock'), 1, 1);
    expect(await inBuildFolder({ cache }, FOR, () => Promise.resolve('built'))).toBe('built');
  }
});
