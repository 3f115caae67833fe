import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fakeQemu, scratch } from '../fixtures/fake.ts';
import { bootUnderKvm, deviceRefused } from './kvm-probe.ts';

const probe = (name: string, { signal, milliseconds = 30_000 }: { signal?: AbortSignal; milliseconds?: number } = {}) => bootUnderKvm({
  qemu: fakeQemu(name), kernel: '/boot/vmlinux', directory: scratch(), signal, deadline: { awaiting: 'a fake', milliseconds },
});

test('a kernel that comes to its root file system proves KVM, although that ends it', async () => {
  expect(await probe('mounts-root.mjs')).toMatchObject({ usable: true });
});

test('one that panics before does not', async () => {
  expect(await probe('panics.mjs')).toEqual({
    usable: false, reason: 'the guest died under KVM: [    1.623451] Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000100', lasting: false,
  });
});

test('nor one that KVM cannot go on with', async () => {
  expect(await probe('internal-error.mjs')).toEqual({ usable: false, reason: 'the guest died under KVM: QEMU stopped the guest: internal-error; its last words: none', lasting: true });
});

test('nor one that stops on its way, however far its banner', async () => {
  expect(await probe('boots.mjs', { milliseconds: 1500 })).toEqual({ usable: false, reason: 'under KVM no marker in 1.5 s; its last words: [    1.000000] Run /init as init process', lasting: true });
});

test('nor a QEMU that does not start', async () => {
  const { usable, reason } = await probe('exits-at-once.mjs');
  expect({ usable, said: reason.includes('QEMU ended by itself: exit 1') }).toEqual({ usable: false, said: true });
});

test('an interruption is no answer', async () => {
  await expect(probe('boots.mjs', { signal: AbortSignal.abort(new Error('Ctrl-C')) })).rejects.toThrow('Ctrl-C');
});

test('without the device nothing is booted', async () => {
  const device = join(scratch(), 'kvm');
  expect(await deviceRefused(device)).toBe(`no ${device}`);
});
