import { expect, it } from 'vitest';
import { memmapOf } from './memmap.ts';
import { bytes, GIB, MIB, pages, pagesOf } from './units.ts';

// V(B) of SEMANTICS 1.7.
it.each([[128 * MIB, 512], [256 * MIB, 1024], [512 * MIB, 2048], [GIB, 4096], [2 * GIB, 8192]])('of a block of %d bytes are %d pages', (size, count) => {
  expect(memmapOf(pagesOf(bytes(size)))).toBe(count);
});

it('of a part of a page is a page', () => {
  expect(memmapOf(pages(65))).toBe(2);
});
