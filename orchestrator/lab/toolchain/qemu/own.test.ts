import { chmodSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { ConfigError } from '../../../config/explained-error.ts';
import { scratch } from '../fixtures/scratch.ts';
import { ownQemu } from './own.ts';

const fake = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const ATLEAST = { major: 8, minor: 0, micro: 0 };

afterEach(() => {
  vi.unstubAllEnvs();
});

test('a QEMU that is new enough, by path and by name', async () => {
  const path = fake('new-enough');
  const build = await ownQemu(path, ATLEAST);
  expect(build).toMatchObject({ argv: [path], version: { major: 9, minor: 2, micro: 0 }, packages: [], path });
  expect(build.sha256).toMatch(/^[0-9a-f]{64}$/);
  vi.stubEnv('PATH', `${String(process.env['PATH'])}:${dirname(path)}`);
  expect((await ownQemu('new-enough', ATLEAST)).path).toBe(path);
});

test.each([
  ['too-old', 'version 7.2.15'],
  ['exits-at-once', 'status 127: qemu-system-x86_64: error while loading shared libraries'],
  ['dies', 'signal SIGSEGV'],
  ['junk', 'GNU bash, version 5.2'],
  ['endless', 'endless output'],
  ['silent', 'no answer to --version within 0.4 s'],
  ['not-there', 'no such file'],
])('%s is refused: %s', async (name, seen) => {
  const asking = ownQemu(fake(name), ATLEAST, undefined, name === 'silent' ? 400 : undefined);
  await expect(asking).rejects.toThrow(ConfigError);
  await expect(asking).rejects.toThrow(seen);
  await expect(asking).rejects.toThrow(`using the user's own QEMU: ${fake(name)}\n  expected: a qemu-system-x86_64, version 8.0 or newer`);
});

test('what cannot be started is refused', async () => {
  const directory = scratch();
  await expect(ownQemu(directory, ATLEAST)).rejects.toThrow('not a file');
  const plain = join(directory, 'plain');
  writeFileSync(plain, 'QEMU');
  await expect(ownQemu(plain, ATLEAST)).rejects.toThrow('may not be executed');
  chmodSync(plain, 0o755);
  await expect(ownQemu(plain, ATLEAST)).rejects.toThrow(ConfigError);
  await expect(ownQemu('surely-no-program', ATLEAST)).rejects.toThrow('no program of that name on the PATH');
});

test('Ctrl-C while it is asked ends the wait and the program', async () => {
  const controller = new AbortController();
  const asking = ownQemu(fake('silent'), ATLEAST, controller.signal);
  setTimeout(() => {
    controller.abort(new Error('interrupted'));
  }, 100);
  await expect(asking).rejects.toThrow('interrupted');
});
