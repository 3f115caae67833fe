import { expect, it } from 'vitest';
import { entryLength } from './entry.ts';

const length = (hex: string): number => entryLength(Buffer.from(hex, 'hex'));

it('is behind the landing pad and the call of ftrace', () => {
  // create_memory_block_devices of 6.12.95, with a kprobe and without.
  expect(length('660f1f00e887fab03e41574889f84989')).toBe(9);
  expect(length('660f1f000f1f44000041574889f84989')).toBe(9);
  // The same of 7.3.4.
  expect(length('0f1f40d6e89758863e41574889f84d89')).toBe(9);
  expect(length('f30f1efa0f1f440000554889e5')).toBe(9);
  expect(length('0f1f440000554889e553')).toBe(5);
});

it('is the symbol itself where neither is there', () => {
  expect(length('554889e541574156')).toBe(0);
  expect(length('f30f1efa554889e541')).toBe(4);
});
