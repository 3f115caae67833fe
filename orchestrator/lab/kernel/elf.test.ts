import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratch } from '../toolchain/fixtures/scratch.ts';
import { readVmlinux } from './elf.ts';
import { OTHER_NOTE, PVH_NOTE, vmlinux } from './fixtures/images.ts';

function file(content: Buffer): string {
  const path = join(scratch(), 'file');
  writeFileSync(path, content);
  return path;
}

test('the entry, after other notes, of 4 or 8 bytes', async () => {
  expect(await readVmlinux(file(vmlinux()))).toEqual({ is64Bit: true, pvhEntry: 0x1000260n });
  const wide = { ...PVH_NOTE, content: Buffer.from([1, 2, 0, 0, 0, 0, 0, 0]) };
  expect(await readVmlinux(file(vmlinux({ notes: [wide] })))).toEqual({ is64Bit: true, pvhEntry: 0x201n });
});

test.each([
  ['without the note', { notes: [OTHER_NOTE] }],
  ['with the note under another name', { notes: [{ ...PVH_NOTE, name: 'Zen' }] }],
  ['with another note of Xen', { notes: [{ ...PVH_NOTE, type: 17 }] }],
  ['without notes', { notes: [] }],
])('%s there is no entry', async (_, parts) => {
  expect(await readVmlinux(file(vmlinux(parts)))).toEqual({ is64Bit: true, pvhEntry: undefined });
});

test('for other machines it cannot be booted', async () => {
  expect(await readVmlinux(file(vmlinux({ machine: 183 })))).toEqual({ is64Bit: false, pvhEntry: undefined });
  expect(await readVmlinux(file(vmlinux({ elfClass: 1 })))).toEqual({ is64Bit: false, pvhEntry: undefined });
});

test('other files are none', async () => {
  expect(await readVmlinux(file(Buffer.from('#!/bin/sh\n')))).toBeUndefined();
  expect(await readVmlinux(file(Buffer.alloc(0)))).toBeUndefined();
  expect(await readVmlinux(file(Buffer.alloc(4096)))).toBeUndefined();
});

test('one whose tables lie beyond any file has no entry', async () => {
  const content = Buffer.from(vmlinux());
  content.writeBigUInt64LE(0xffff_ffff_ffff_fff0n, 32);
  const path = join(scratch(), 'far');
  writeFileSync(path, content);
  expect(await readVmlinux(path)).toEqual({ is64Bit: true, pvhEntry: undefined });
});

test('a broken one never throws', async () => {
  const path = join(scratch(), 'file');
  const whole = vmlinux();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }), fc.nat(whole.length), async (changes, length) => {
      const content = Buffer.from(whole);
      for (const [at, value] of changes) content.writeUInt8(value, at);
      writeFileSync(path, content.subarray(0, length));
      await readVmlinux(path);
    }),
  );
});
