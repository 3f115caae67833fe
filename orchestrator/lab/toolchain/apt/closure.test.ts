import { expect, test } from 'vitest';
import { parsePlan } from './closure.ts';

test('the packages that apt would install', () => {
  const text = 'Inst libc6 (2.41-12 Debian:13.7/stable [amd64]) []\nInst zlib1g:amd64 (1:1.3-1 Debian:13.7/stable, Debian-Security:13/stable-security [amd64])\nConf libc6 (2.41-12 Debian:13.7/stable [amd64])\n';
  expect(parsePlan(text)).toEqual([
    { name: 'libc6', version: '2.41-12' },
    { name: 'zlib1g', version: '1:1.3-1' },
  ]);
});
