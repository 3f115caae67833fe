/** Which of a kernel's files a guest is booted from. */
import type { Machine } from '../../config/machine.ts';
import type { Kernel } from './kernel.ts';

/** What a bzImage has in front of its vmlinux is what chooses the kernel's address `[arch/x86/boot/compressed/kaslr.c]`: who enters the vmlinux has no KASLR, whatever the command line says. */
export const bootFile = ({ vmlinux, image }: Pick<Kernel, 'vmlinux' | 'image'>, { kaslr }: Pick<Machine, 'kaslr'>): string => (kaslr === 'on' ? image : vmlinux ?? image);
