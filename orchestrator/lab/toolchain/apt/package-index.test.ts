import { expect, test } from 'vitest';
import { InfrastructureError } from '../../errors.ts';
import { find, parseIndex } from './package-index.ts';

const SHA256 = 'ab'.repeat(32);
const STANZA = `Package: zstd
Version: 1.5.7+dfsg-1
Pre-Depends: dpkg
Depends: libc6 (>= 2.34)
Description: fast
 .
 and so on
Size: 12
SHA256: ${SHA256}
`;

test('stanzas become packages, and one that two suites hold comes once', () => {
  expect(parseIndex(`${STANZA}\n${STANZA}`)).toEqual([{ name: 'zstd', version: '1.5.7+dfsg-1', sha256: SHA256, size: 12, depends: 'dpkg, libc6 (>= 2.34)' }]);
});

test.each([
  ['a hash that is none', STANZA.replace(SHA256, 'abc')],
  ['no size', STANZA.replace(/Size.*\n/, '')],
  ['a name that would be an option', STANZA.replace('Package: zstd', 'Package: -o')],
])('%s is refused', (_, text) => {
  expect(() => parseIndex(text)).toThrow();
});

test('only the exact version is found', () => {
  const packages = parseIndex(STANZA);
  expect(find(packages, { name: 'zstd', version: '1.5.7+dfsg-1' }).size).toBe(12);
  expect(() => find(packages, { name: 'zstd', version: '1.5.7' })).toThrow(InfrastructureError);
});
