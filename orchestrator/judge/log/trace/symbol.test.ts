import { expect, it } from 'vitest';
import { frameOf, inSource, instructionOf } from './symbol.ts';

it.each([
  [' try_remove_memory+0x1/0x2', 'try_remove_memory'],
  [' dev_dax_kmem_probe+0x24e/0x310 [kmem]', 'dev_dax_kmem_probe'],
  [' dev_dax_kmem_probe+0x24e/0x310 [kmem 3a5b0c0ffee0c0ffee0c0ffee0c0ffee0c0ffee0]', 'dev_dax_kmem_probe'],
  ['       lock_acquire+0xd1/0x2c0', 'lock_acquire'],
  [' ? __warn+0x81/0x130', undefined],
  ['memory_block_release+0x1/0x2', undefined],
  [' <TASK>', undefined],
  [' #0: ffff888003d1a408 (sb_writers#5){.+.+}-{0:0}, at: ksys_write+0x6b/0xe0', undefined],
])('%s', (message, symbol) => {
  expect(frameOf(message)).toBe(symbol);
});

it('knows where the processor was in the kernel, not in a program', () => {
  expect(instructionOf('RIP: 0010:refcount_warn_saturate+0xbe/0x110')).toBe('refcount_warn_saturate');
  expect(instructionOf('RIP: 0033:0x4ae3f7')).toBeUndefined();
  expect(instructionOf('RIP: 0010:0xffffc90000614400')).toBeUndefined();
  expect(instructionOf('Code: 48 89')).toBeUndefined();
});

it.each([
  ['bad_page.cold', 'bad_page'], ['do_execveat_common.isra.0', 'do_execveat_common'], ['a.constprop.0.isra.12', 'a'], ['a.part.0.cold', 'a'], ['a.llvm.123456', 'a'],
  ['__x64_sys_write', '__x64_sys_write'], ['coldplug', 'coldplug'], ['x.colder', 'x.colder'],
])('%s stands in the source as %s', (symbol, name) => {
  expect(inSource(symbol)).toBe(name);
});
