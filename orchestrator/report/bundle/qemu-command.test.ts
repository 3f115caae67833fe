import fc from 'fast-check';
import { expect, it } from 'vitest';
import { commandLine } from '../../lab/qemu/command-line/command-line.ts';
import { CONTROL_ARGV } from '../../lab/qemu/control.ts';
import { anyMachine } from '../../lab/qemu/fixtures/any-machine.ts';
import { qemuCommand } from './qemu-command.ts';

it('keeps the machine and nothing that only daxlab can use', () => {
  fc.assert(fc.property(anyMachine, (machine) => {
    const { argv, kernelCommandLine } = commandLine(machine, { kernel: '/cache/vmlinux', initrd: '/tmp/initrd', accelerator: 'tcg' });
    const program = ['/lib/ld.so', '--library-path', '/cache/lib', '/cache/qemu', '-L', '/cache/firmware'];
    const { options, append } = qemuCommand([...program, ...argv, ...CONTROL_ARGV]);
    expect(append).toBe(kernelCommandLine);
    const words = options.flat();
    expect(words.join(' ')).not.toMatch(/\/cache|\/tmp|hostfwd|fd=|qmp/);
    expect(words).not.toContain('-S');
    // Nothing of the machine is lost.
    const kept = argv.slice(0, argv.indexOf('-kernel')).map((word) => word.replace(/,hostfwd=.*/, ''));
    expect(words).toEqual(kept);
  }));
});
