import { expect, test } from 'vitest';
import { parseMadison } from './candidates.ts';

test('versions and the suites that hold them', () => {
  const text = `qemu-system-x86 | 1:11.1.3+ds-1~bpo13+1 | http://m.example/debian trixie-backports/main amd64 Packages
qemu-system-x86 | 1:10.0.13+ds-0+deb13u1 | http://m.example/debian trixie/main amd64 Packages
      qemu | 1:10.0.13+ds-0+deb13u1 | http://m.example/debian trixie/main Sources
`;
  expect(parseMadison(text)).toEqual([
    { name: 'qemu-system-x86', version: '1:11.1.3+ds-1~bpo13+1', suite: 'trixie-backports' },
    { name: 'qemu-system-x86', version: '1:10.0.13+ds-0+deb13u1', suite: 'trixie' },
  ]);
});
