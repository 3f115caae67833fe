import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { knownAs, loadKnownIssues } from './known-issues.ts';

const folder = mkdtempSync(join(tmpdir(), 'daxlab-known-'));
afterAll(() => { rmSync(folder, { recursive: true }); });
const load = (text: string) => {
  const file = join(folder, 'known.yaml');
  writeFileSync(file, text);
  return loadKnownIssues(file);
};

const LIST = `issues:
  - fingerprint: '0123456789abcdef'
    kernels: ['>=6.8 <6.12.94', 'build:old']
    link: https://example.org/leak
    why: a leak
    expires: 2026-12-31
`;
const SEEN = { fingerprint: '0123456789abcdef', kernel: 'debian:6.12.43', release: '6.12.43+deb13-cloud-amd64' };

it('comes with a list that declares nothing', async () => {
  expect(await loadKnownIssues()).toEqual([]);
});

describe('knownAs', () => {
  it.each([
    ['as declared', {}, '2026-12-31', true],
    ['a day too late', {}, '2027-01-01', false],
    ['on a kernel that is not said to have it', { kernel: 'debian:6.12.95', release: '6.12.95' }, '2026-01-01', false],
    ['on one that is named', { kernel: 'build:old', release: '6.5.0' }, '2026-01-01', true],
    ['another finding', { fingerprint: 'fedcba9876543210' }, '2026-01-01', false],
  ])('a finding %s', async (_, changes, today, known) => {
    expect(knownAs(await load(LIST), { ...SEEN, ...changes }, today)?.why).toBe(known ? 'a leak' : undefined);
  });
});

it.each([
  ["'0123456789abcdef'", '123', 'known.yaml:2, key issues[0].fingerprint\n  expected: a fingerprint of 16 hexadecimal digits'],
  ['2026-12-31', 'never', 'known.yaml:6, key issues[0].expires\n  expected: a day such as 2026-12-31'],
  ['2026-12-31', '2026-02-30', 'known.yaml:6, key issues[0].expires'],
  ['https://example.org/leak', 'somewhere', 'known.yaml:4, key issues[0].link\n  expected: where the issue is written up: an address, or a page'],
  ['why: a leak', 'why: a leak\n    reason: a leak', 'known.yaml:6, key issues[0].reason'],
  ["'build:old'", "'bulid:old'", 'known.yaml:3, key issues[0].kernels'],
])('names file, line and key when %s is %s', async (text, wrong, words) => {
  await expect(load(LIST.replace(text, wrong))).rejects.toThrow(words);
});
