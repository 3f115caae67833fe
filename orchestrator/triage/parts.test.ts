import { expect, it } from 'vitest';
import { ROW } from './fixtures/entries.ts';
import { runFileOf } from './fixtures/records.ts';
import { partsOf } from './parts.ts';

const HASH = '7435b9178e91998f4f70774510c4ffad6764a08c64b17f7ef9c4252ea5948932';

it('are those of the row, not of other rows of the run', () => {
  const file = runFileOf(1, {
    used: [
      { name: 'qemu', version: '11.1.3', sha256: HASH }, { name: 'debian:6.12', version: '6.12.43', sha256: HASH }, { name: 'debian:7.3', version: '7.3.4' }, { name: 'image for debian:6.12', sha256: HASH }, { name: 'configuration of debian:6.12', sha256: HASH },
      { name: 'linux-image-7.3.4', version: '7.3.4-1' }, { name: 'cpio', version: '2.15', sha256: HASH },
    ],
    daxlab: { name: 'daxlab', version: '0.1.0', commit: '0123456789abcdef', sha256: HASH },
    configuration: [{ kind: 'machine', name: 'hmem with policy default', sha256: HASH }, { kind: 'machine', name: 'cxl with policy default', sha256: HASH }, { kind: 'scenario', name: 'cycle', sha256: HASH }],
    guests: [{ item: 'x', attempt: 1, command: ['qemu', '-accel', 'tcg'] }],
  });
  expect(partsOf(file, { ...ROW, name: 'cycle memmap_on_memory=1' }, 3).map(({ what, name, version }) => `${what} ${name} ${version}`)).toEqual([
    'kernel debian:6.12 6.12.43 7435b9178e91', 'qemu qemu 11.1.3 7435b9178e91', 'daxlab daxlab 0.1.0 0123456789ab 7435b9178e91', 'rules rules 3',
    'configuration machine hmem with policy default 7435b9178e91', 'configuration scenario cycle 7435b9178e91', 'package cpio 2.15', 'host accelerator tcg', 'host kernel Linux', 'host processors 2',
  ]);
});

it('have a kernel that is a file once', () => {
  const file = runFileOf(1, { used: [{ name: './bzImage', version: '6.12.0+', sha256: HASH }] });
  expect(partsOf(file, { ...ROW, kernel: './bzImage' }, 3).filter(({ name }) => name === './bzImage').map(({ what }) => what)).toEqual(['kernel']);
});
