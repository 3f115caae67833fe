/** Faults in a kernel that nobody knows the address of: it is told by the guest, by a probe that is never enabled or by kallsyms. */
import { expect, it } from 'vitest';
import { machineCalled, withGuest } from './bench/guest.ts';
import { liveFile } from './fixtures/run.ts';
import { Supplies } from './supplies.ts';

const { signal } = new AbortController();

it('a call fails in it as predicted, forked or booted', async () => {
  const scenario = (name: string) => `
name: ${name}
description: a bind during which a function fails
on: { machines: [hmem], policies: [kaslr] }
requires: [memmap-on-memory-attribute]
steps:
  - write-attribute: '1'
  - bind: kmem
    fault: { in: create_memory_block_devices, call: 3, returns: ENOMEM }
  - bind: kmem
  - unbind: kmem
`;
  for (const begin of ['fork', 'boot'] as const) {
    const { rows, events } = await liveFile(scenario(`random-address-${begin}`), { kernels: ['debian:7.3'], begin });
    expect(rows).toEqual([`random-address-${begin} on hmem: pass`]);
    expect(events.flatMap((event) => (event.type === 'fault' ? [event.was] : []))).toEqual(['armed', 'fired']);
    expect(events.flatMap((event) => (event.type === 'baseline' ? [event.observation.commandLine.includes('nokaslr')] : []))).toEqual([false]);
  }
});

it('the two ways to an address come to the same, and the kernel says that it chose it', async () => {
  const supplies = await Supplies.open({ refresh: false }, () => undefined, signal);
  await withGuest({ ...await machineCalled('hmem'), kaslr: 'on' }, await supplies.for('debian:6.12'), signal, async ({ lab }) => {
    // KASLR_FLAG of the boot protocol's loadflags (Documentation/arch/x86/boot.rst), of which the kernel's own copy is at 0x211.
    const { output } = await lab.run(['/bin/sh', '-c', 'hexdump -s 529 -n 1 -e \'"%d"\' /sys/kernel/boot_params/data'], 30_000);
    expect(Number(output) & 2).toBe(2);
    const probed = await lab.addressOf('create_memory_block_devices');
    expect((await lab.run(['/bin/umount', '/sys/kernel/tracing'], 30_000)).status).toBe(0);
    expect(await lab.addressOf('create_memory_block_devices')).toBe(probed);
    await expect(lab.addressOf('memory_block_online')).rejects.toThrow(/memory_block_online\n.*no such function: inlined or absent/s);
  });
});
