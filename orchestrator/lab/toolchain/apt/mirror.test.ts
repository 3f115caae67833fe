import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../../config/explained-error.ts';
import type { HostSource } from './host.ts';
import { chooseMirror } from './mirror.ts';
import { parseDeb822Sources, parseOneLineSources } from './sources.ts';

const RELEASES = ['stable', 'bookworm', 'trixie'];
const KEY = '/usr/share/keyrings/debian-archive-keyring.gpg';
const lines = (text: string, file = '/etc/apt/sources.list'): HostSource[] => parseOneLineSources(text).map((source) => ({ ...source, file }));
const choose = (sources: readonly HostSource[], choice = {}, environment = {}) => chooseMirror(choice, sources, RELEASES, environment);

describe("this machine's own sources", () => {
  test('a freshly installed machine', () => {
    const sources = lines('deb http://m.example/debian bookworm main non-free-firmware\ndeb http://s.example/debian-security bookworm-security main\ndeb http://m.example/debian bookworm-updates main');
    expect(choose(sources)).toEqual({
      main: { uri: 'http://m.example/debian', signedBy: undefined, from: '/etc/apt/sources.list' },
      security: { uri: 'http://s.example/debian-security', signedBy: undefined, from: '/etc/apt/sources.list' },
    });
  });

  test('a container image', () => {
    const file = '/etc/apt/sources.list.d/debian.sources';
    const text = `Types: deb\nURIs: http://m.example/debian/\nSuites: trixie trixie-updates\nComponents: main\nSigned-By: ${KEY}\n\nTypes: deb\nURIs: http://s.example/debian-security\nSuites: trixie-security\nComponents: main\nSigned-By: ${KEY}\n`;
    expect(choose(parseDeb822Sources(text).map((source) => ({ ...source, file })))).toEqual({
      main: { uri: 'http://m.example/debian', signedBy: KEY, from: file },
      security: { uri: 'http://s.example/debian-security', signedBy: KEY, from: file },
    });
  });

  test('other archives for the same release are not taken for it', () => {
    const sources = [
      ...lines('deb [signed-by=/usr/share/keyrings/vendor.gpg] https://vendor.example/stable/debian bookworm main', '/etc/apt/sources.list.d/a-vendor.list'),
      ...lines('deb https://docker.example/linux/debian bookworm stable', '/etc/apt/sources.list.d/b.list'),
      ...lines('deb https://pg.example/pub/repos/apt bookworm-pgdg main', '/etc/apt/sources.list.d/c.list'),
      ...lines('deb http://m.example/debian bookworm main'),
    ];
    expect(choose(sources).main.uri).toBe('http://m.example/debian');
  });

  test('without an entry for security, it is looked for beside the main archive', () => {
    expect(choose(lines('deb http://m.example/debian bookworm main')).security).toMatchObject({ uri: 'http://m.example/debian-security' });
    expect(choose(lines('deb http://m.example/mirror/d bookworm main')).security).toBeUndefined();
  });

  test('older names of the security suite', () => {
    expect(choose(lines('deb http://m.example/debian stable main\ndeb http://s.example/ stable/updates main')).security?.uri).toBe('http://s.example');
  });
});

describe('options and variables', () => {
  const host = lines('deb http://m.example/debian bookworm main\ndeb http://s.example/debian-security bookworm-security main');

  test('an option goes before a variable, a variable before the machine', () => {
    expect(choose(host, { mirror: 'http://option.example/debian/' }, { DAXLAB_MIRROR: 'http://variable.example/debian' }).main.uri).toBe('http://option.example/debian');
    expect(choose(host, {}, { DAXLAB_MIRROR: 'http://variable.example/debian' }).main).toEqual({ uri: 'http://variable.example/debian', signedBy: undefined, from: 'DAXLAB_MIRROR' });
    expect(choose(host, {}, { DAXLAB_MIRROR: '' }).main.uri).toBe('http://m.example/debian');
  });

  test('the security archive goes with an overridden mirror, where that can be', () => {
    expect(choose(host, { mirror: 'http://option.example/debian' }).security?.uri).toBe('http://option.example/debian-security');
    expect(choose(host, { mirror: 'http://option.example/copy' }).security?.uri).toBe('http://s.example/debian-security');
    expect(choose(host, {}, { DAXLAB_SECURITY_MIRROR: 'http://own.example/sec' }).security?.uri).toBe('http://own.example/sec');
    expect(choose(host, { securityMirror: 'none' }).security).toBeUndefined();
  });
});

test('a machine without a Debian source is told what to do', () => {
  expect(() => choose([])).toThrow(ConfigError);
  expect(() => choose([])).toThrow(/no sources at all[^]*DAXLAB_MIRROR/);
  expect(() => choose(lines('deb http://u.example/ubuntu jammy main'))).toThrow(/only others, in \/etc\/apt\/sources.list/);
});
