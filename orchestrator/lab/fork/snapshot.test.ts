import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hmem, nvdimm } from '../qemu/fixtures/machines.ts';
import { fakeQemu } from '../qemu/fixtures/fake.ts';
import { snapshotKey, type SnapshotParts } from './snapshot.ts';

const PARTS: SnapshotParts = {
  qemu: fakeQemu('boots.mjs'), machine: hmem,
  kernel: { asked: 'debian:6.12', release: '6.12.1', image: '/boot/vmlinuz', vmlinux: '/boot/vmlinux', sha256: 'a'.repeat(64), packages: [] },
  image: { path: '/cache/initramfs.cpio', sha256: 'b'.repeat(64), key: 'b' },
};

test('where its parts lie, and under which name a kernel was asked for, makes no other snapshot', () => {
  const elsewhere: SnapshotParts = {
    ...PARTS, qemu: { ...PARTS.qemu, argv: ['/elsewhere'], path: '/elsewhere' },
    kernel: { ...PARTS.kernel, asked: 'debian:6.12.1', image: '/k', vmlinux: '/v' }, image: { ...PARTS.image, path: '/i' },
  };
  expect(snapshotKey(elsewhere)).toBe(snapshotKey(PARTS));
});

test.each<[string, SnapshotParts]>([
  ['QEMU', { ...PARTS, qemu: { ...PARTS.qemu, sha256: 'other' } }],
  ["QEMU's packages", { ...PARTS, qemu: { ...PARTS.qemu, packages: [{ name: 'seabios', version: '1', sha256: 'c' }] } }],
  ['kernel', { ...PARTS, kernel: { ...PARTS.kernel, sha256: 'c'.repeat(64) } }],
  ['image', { ...PARTS, image: { ...PARTS.image, sha256: 'c'.repeat(64) } }],
  ['machine', { ...PARTS, machine: nvdimm }],
  ['policy', { ...PARTS, machine: { ...hmem, memmapOnMemory: 'N' } }],
  ['way of preparing', { ...PARTS, machine: { ...hmem, devices: hmem.devices.map((device) => ({ ...device, dax: 'dax1.0' as const })) } }],
])('another %s makes another', (_what, parts) => {
  expect(snapshotKey(parts)).not.toBe(snapshotKey(PARTS));
});

test('is a name for an entry of the cache', () => {
  fc.assert(fc.property(fc.string(), (sha256) => { expect(snapshotKey({ ...PARTS, image: { ...PARTS.image, sha256 } })).toMatch(/^[0-9a-f]{32}$/); }), { numRuns: 20 });
});
