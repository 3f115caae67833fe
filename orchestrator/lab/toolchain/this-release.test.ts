import { expect, test } from 'vitest';
import { UnsupportedError } from '../errors.ts';
import { ofRelease } from './this-release.ts';
import { readPackageConfig } from './package-config.ts';

test("only this machine's release is looked in, without its backports", async () => {
  const config = await readPackageConfig();
  const suites = (osRelease: string) => ofRelease(config, osRelease, 'looking').suites.map(({ name }) => name);
  expect(suites('ID=debian\nVERSION_CODENAME=bookworm\n')).toEqual(['bookworm', 'bookworm-updates', 'bookworm-security']);
  expect(suites('VERSION_CODENAME="trixie"')).toEqual(['trixie', 'trixie-updates', 'trixie-security']);
});

test('another machine is told what is missing', async () => {
  const config = await readPackageConfig();
  for (const osRelease of ['VERSION_CODENAME=noble', '']) expect(() => ofRelease(config, osRelease, 'looking')).toThrow(UnsupportedError);
});
