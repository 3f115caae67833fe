import { existsSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCache, type Cache } from '../../toolchain/cache.ts';
import { fakeQemu, scratch } from '../fixtures/fake.ts';
import { probeKvm } from './cached-probe.ts';

const deadline = { awaiting: 'a fake', milliseconds: 30_000 };
function device(): string {
  const path = join(scratch(), 'kvm');
  writeFileSync(path, '');
  return path;
}
const probe = (cache: Cache, name: string, sha256: string, kvm: string) =>
  probeKvm({ cache, qemu: { ...fakeQemu(name), sha256 }, kernel: '/boot/vmlinux', deadline, device: kvm });

test('is made once for a QEMU build and host kernel', async () => {
  const cache = await openCache(scratch());
  const first = await probe(cache, 'mounts-root.mjs', 'build1', device());
  expect(first.usable).toBe(true);
  // Had it been made again, it would have failed.
  expect(await probe(cache, 'exits-at-once.mjs', 'build1', device())).toEqual(first);
  expect((await probe(cache, 'exits-at-once.mjs', 'build2', device())).usable).toBe(false);
  expect(existsSync(join(cache.root, 'probe', `kvm-build1-${release()}`, 'console.log'))).toBe(true);
});

test('a kernel that panics under it is not remembered', async () => {
  const cache = await openCache(scratch());
  expect(await probe(cache, 'panics.mjs', 'build', device())).toMatchObject({ usable: false });
  expect((await probe(cache, 'mounts-root.mjs', 'build', device())).usable).toBe(true);
});

test('a missing device is not remembered', async () => {
  const cache = await openCache(scratch());
  const missing = join(scratch(), 'kvm');
  expect(await probe(cache, 'mounts-root.mjs', 'build', missing)).toEqual({ usable: false, reason: `no ${missing}` });
  expect((await probe(cache, 'mounts-root.mjs', 'build', device())).usable).toBe(true);
});
