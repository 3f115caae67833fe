import { expect, test } from 'vitest';
import { cxl, hmem, nvdimm } from '../qemu/fixtures/machines.ts';
import { notForkable, savedAt } from './forkable.ts';

const qemu = (major: number, minor: number) => ({ major, minor, micro: 0 });

test('a machine with a CXL device is saved before its drivers are loaded, every other with its devices prepared', () => {
  expect([cxl, nvdimm, hmem].map(savedAt)).toEqual(['started', 'prepared', 'prepared']);
  expect(savedAt({ devices: [...hmem.devices, ...cxl.devices] })).toBe('started');
});

test('says why there are no forks', () => {
  expect(notForkable('kvm', qemu(11, 1))).toMatch(/only tried under TCG/);
  expect(notForkable('tcg', qemu(8, 1))).toMatch(/QEMU 8\.1 cannot save/);
  expect([qemu(8, 2), qemu(9, 0), qemu(11, 1)].map((version) => notForkable('tcg', version))).toEqual([undefined, undefined, undefined]);
});
