import { expect, it } from 'vitest';
import { includeSuites } from './include-suites.ts';
import type { SuiteFile } from './suite.ts';

const suite = (name: string, suites: string[]): [string, SuiteFile] =>
  [name, { name, description: 'd', kernels: ['debian:6.12'], rows: [], exclude: [], include: { suites, rows: [] }, unsupported: [] }];

it('puts suites in the place of their names, at any depth', () => {
  const suites = includeSuites(new Map([suite('all', ['nightly']), suite('nightly', ['smoke']), suite('smoke', [])]));
  expect(suites.get('all')).toMatchObject({ include: { suites: [{ name: 'nightly', include: { suites: [{ name: 'smoke' }] } }] } });
});

it('refuses a circle', () => {
  expect(() => includeSuites(new Map([suite('a', ['b']), suite('b', ['a'])]))).toThrow('a includes b includes a');
});
