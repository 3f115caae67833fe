import { expect, it } from 'vitest';
import { bootFile } from './boot-file.ts';

const both = { image: '/boot/vmlinuz', vmlinux: '/cache/vmlinux' };

it('is the vmlinux, which begins sooner, but where the kernel is to choose its address', () => {
  expect([bootFile(both, {}), bootFile(both, { kaslr: 'off' }), bootFile(both, { kaslr: 'on' }), bootFile({ image: '/boot/vmlinuz' }, {})]).toEqual(['/cache/vmlinux', '/cache/vmlinux', '/boot/vmlinuz', '/boot/vmlinuz']);
});
