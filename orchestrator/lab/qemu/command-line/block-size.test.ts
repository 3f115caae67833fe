import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GIB, KIB, MIB } from '../../../config/size.ts';
import { anyMachine } from '../fixtures/any-machine.ts';
import { hmem } from '../fixtures/machines.ts';
import { blockSize } from './block-size.ts';
import { endOfMemory } from './layout.ts';

/** Where the kernel takes its memory to end. */
function end(kernel: readonly string[] | undefined): number {
  const [, size, start] = /^memmap=(\d+)K#(0x\w+)$/.exec(kernel?.[0] ?? '') ?? [];
  return Number(size) * KIB + Number(start);
}

/** `[arch/x86/mm/init_64.c:probe_memory_block_size]` under a hypervisor. */
function probed(endOfRam: number): number {
  let size = 2 * GIB;
  while (endOfRam % size !== 0) size /= 2;
  return endOfRam < 64 * GIB ? 128 * MIB : Math.max(size, 128 * MIB);
}

test.each([['256MiB', 256 * MIB, '0x100fff0000'], ['512MiB', 512 * MIB, '0x101fff0000'], ['2GiB', 2 * GIB, '0x107fff0000']])('blocks of %s', (_text, size, start) => {
  expect(blockSize({ ...hmem, blockSize: size as never })).toEqual({ kernel: [`memmap=64K#${start}`] });
});

test('the kernel choses what is wanted, and no memory is where the mark is', () => {
  fc.assert(fc.property(anyMachine, (machine) => {
    const { kernel } = blockSize(machine);
    if (machine.blockSize === undefined) {
      expect(kernel).toBeUndefined();
      return;
    }
    expect(probed(end(kernel))).toBe(machine.blockSize);
    expect(end(kernel) - 64 * KIB).toBeGreaterThanOrEqual(endOfMemory(machine));
  }));
});
