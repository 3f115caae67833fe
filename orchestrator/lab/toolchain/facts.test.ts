import { join } from 'node:path';
import { mkdir, writeFile } from 'node:fs/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { entry, openCache } from './cache.ts';
import { toolchainFacts } from './facts.ts';
import { fakeApt } from './fixtures/fake-apt.ts';
import { scratch } from './fixtures/scratch.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('where the mirror was read, never its address; what is in the cache', async () => {
  await fakeApt();
  const cache = await openCache(scratch());
  await entry(cache, 'packages', 'qemu-0123', (directory) => writeFile(join(directory, 'qemu.json'), '{"version":{"major":11,"minor":1,"micro":3},"sha256":""}'));
  const facts = await toolchainFacts(cache);
  const by = (name: string) => facts.find((fact) => fact.name === name);
  expect(by('mirror')).toMatchObject({ ok: true, seen: expect.stringMatching(/^from .*sources\.list; security updates from .*sources\.list, beside the main archive$/) as string });
  expect(JSON.stringify(facts)).not.toContain('mirror.example');
  expect(by('QEMU in the cache')).toMatchObject({ ok: true, seen: '11.1.3' });
  expect(by('cache folder')).toEqual({ name: 'cache folder', ok: true, seen: cache.root });
});

test('a machine without apt is told what that means, and nothing throws', async () => {
  const cache = await openCache(scratch());
  const empty = join(scratch(), 'bin');
  await mkdir(empty);
  vi.stubEnv('PATH', empty);
  const facts = await toolchainFacts(cache);
  for (const name of ['apt-get', 'dpkg-deb', 'mirror']) expect(facts.find((fact) => fact.name === name)).toMatchObject({ ok: false, next: expect.stringMatching(/\w/) as string });
});
