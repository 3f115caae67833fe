import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { scratch } from '../fixtures/scratch.ts';
import { hostAcquireSettings, hostSources } from './host.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A machine with an apt configuration of its own, for apt-config to read. */
function machine(configuration: string, sources: Readonly<Record<string, string>>): void {
  const root = scratch();
  mkdirSync(join(root, 'parts'));
  writeFileSync(join(root, 'apt.conf'), `Dir::Etc::parts "/dev/null";\nDir::Etc::main "/dev/null";\nDir::Etc::sourcelist "${root}/sources.list";\nDir::Etc::sourceparts "${root}/parts";\n${configuration}`);
  for (const [name, text] of Object.entries(sources)) writeFileSync(join(root, name), text);
  vi.stubEnv('APT_CONFIG', join(root, 'apt.conf'));
}

test('sources in both formats and both places are found, with the file that says so; broken ones are left to apt', async () => {
  machine('', {
    'sources.list': 'deb http://list.example/debian bookworm main\n',
    'parts/z.list': 'deb http://part.example/debian bookworm main\n',
    'parts/a.sources': 'Types: deb\nURIs: http://deb822.example/debian\nSuites: bookworm\nComponents: main\n',
    'parts/broken.sources': 'no field at all\n',
    'parts/old.list.save': 'deb http://old.example/debian bookworm main\n',
  });
  const found = await hostSources();
  expect(found.map(({ uris, file }) => `${String(uris[0])} ${String(file.split('/').at(-1))}`)).toEqual([
    'http://list.example/debian sources.list',
    'http://deb822.example/debian a.sources',
    'http://part.example/debian z.list',
  ]);
});

test('proxies and time-outs are taken over; hooks, languages and formats are not', async () => {
  machine(
    'Acquire::http::Proxy "http://user:secret@proxy.example:3128/";\nAcquire::http::Timeout "7";\nAcquire::Languages { "de"; };\nAcquire::GzipIndexes "false";\nAPT::Update::Post-Invoke { "touch /tmp/hooked"; };\nDPkg::Post-Invoke { "touch /tmp/hooked"; };\n',
    {},
  );
  const settings = await hostAcquireSettings();
  expect(settings).toContain('Acquire::http::Proxy "http://user:secret@proxy.example:3128/";');
  expect(settings).toContain('Acquire::http::Timeout "7";');
  expect(settings.join('\n')).not.toMatch(/Invoke|Languages|GzipIndexes|IndexTargets/);
});
