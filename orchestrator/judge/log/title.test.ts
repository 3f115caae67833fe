import { expect, it } from 'vitest';
import { titleOf } from './title.ts';

it('puts in what a head matched, and leaves out what is not known', () => {
  expect(titleOf('BUG {cache}: {what}[ in {where}]', { cache: 'kmalloc-64', what: 'Object corrupt', where: 'kfree' })).toBe('BUG kmalloc-64: Object corrupt in kfree');
  expect(titleOf('BUG {cache}: {what}[ in {where}]', { cache: 'kmalloc-64', what: 'Object corrupt' })).toBe('BUG kmalloc-64: Object corrupt');
  expect(titleOf('WARNING: {where}', {})).toBe('WARNING:');
});

it.each([
  ['Attempted to kill init! exitcode=0x0000000b', 'Attempted to kill init! exitcode=…'],
  ['stack-protector: Kernel stack is corrupted in: online_pages+0x1a/0x2b', 'stack-protector: Kernel stack is corrupted in: online_pages'],
  ['VFS: Unable to mount root fs on unknown-block(0,0)', 'VFS: Unable to mount root fs on unknown-block(N,N)'],
  ['Timeout on CPU 3 after 12 s, at ffff888005c1a870', 'Timeout on CPU N after N s, at …'],
  ['no numbers in kmalloc-64, x86_64 and memory_block32', 'no numbers in kmalloc-64, x86_64 and memory_block32'],
])('leaves out addresses, offsets and ids: %s', (text, title) => {
  expect(titleOf('{what}', { what: text })).toBe(title);
});
