import { expect, test } from 'vitest';
import type { PackageConfig } from '../package-config.ts';
import { aptConfiguration, sourcesFile } from './configuration.ts';

const CONFIG: Pick<PackageConfig, 'suites' | 'components'> = {
  components: ['main'],
  suites: [
    { name: 'bookworm', archive: 'main' },
    { name: 'bookworm-security', archive: 'security' },
    { name: 'trixie', archive: 'main' },
  ],
};
const MAIN = { uri: 'http://m.example/debian', signedBy: '/k.gpg', from: '' };

test('suites go to their archives', () => {
  expect(sourcesFile(CONFIG as PackageConfig, { main: MAIN, security: { uri: 'http://s.example/sec', signedBy: '-----BEGIN\n.\nx', from: '' } })).toBe(
    'Types: deb\nURIs: http://m.example/debian\nSuites: bookworm trixie\nComponents: main\nSigned-By: /k.gpg\n\n' +
      'Types: deb\nURIs: http://s.example/sec\nSuites: bookworm-security\nComponents: main\nSigned-By: -----BEGIN\n .\n x\n',
  );
});

test('without a security archive its suites are left out', () => {
  expect(sourcesFile(CONFIG as PackageConfig, { main: MAIN, security: undefined })).not.toContain('security');
});

test("nothing of the machine's packages, preferences and hooks comes in, its Acquire settings do", () => {
  const text = aptConfiguration('/c/lists/a', '/c/unfinished/b', 'amd64', ['Acquire::http::Proxy "http://proxy.example/";']);
  expect(text).toMatch(/^Acquire::http::Proxy "http:\/\/proxy.example\/";\n/);
  for (const directory of ['main', 'parts', 'preferences', 'preferencesparts', 'trusted', 'trustedparts', 'sourcelist']) expect(text).toContain(`Dir::Etc::${directory} "/dev/null";`);
  expect(text).toContain('Dir::State::status "/c/lists/a/status";');
});
