import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ConfigError } from '../../config/explained-error.ts';
import { scratch } from './fixtures/scratch.ts';
import { readPackageConfig } from './package-config.ts';

const OURS = readFileSync(fileURLToPath(new URL('../../../qemu-configs/packages.yaml', import.meta.url)), 'utf8');

test('the file of the repository', async () => {
  const config = await readPackageConfig();
  expect(config.suites).toContainEqual({ name: 'trixie-backports', archive: 'main' });
  expect(config.tools).toContain('kmod');
});

test('no address of a mirror stands in it', () => {
  expect(OURS).not.toMatch(/:\/\/|\b[a-z-]+\.(org|net|com)\b/);
});

test.each([
  ['an archive that is none', OURS.replace('archive: security', 'archive: backup'), 'suites.3.archive'],
  ['a version that YAML takes for a number', OURS.replace("'8.0'", '8.0'), 'qemu.atLeast: Invalid input: expected string'],
  ['a key that nothing reads', `${OURS}\nmirror: http://m.example\n`, 'Unrecognized key: "mirror"'],
  ['a path out of the packages', OURS.replace('usr/share/qemu', '../qemu'), 'qemu.firmware.0'],
  ['broken YAML', 'suites: [', 'Flow sequence'],
])('%s is refused, with the place', async (_, text, place) => {
  const file = join(scratch(), 'packages.yaml');
  writeFileSync(file, text);
  await expect(readPackageConfig(file)).rejects.toThrow(ConfigError);
  await expect(readPackageConfig(file)).rejects.toThrow(place);
  await expect(readPackageConfig(file)).rejects.toThrow(file);
});
