/** From QEMU's start to the first answered operation, against a plain QEMU that boots the same kernel's bzImage with the same initramfs to its init. */
import { loadavg } from 'node:os';
import { plainBoot } from '../../lab/qemu/plain-boot.ts';
import { makeTemporary, removeTemporary } from '../../lab/toolchain/cache.ts';
import type { Supply } from '../supplies.ts';
import { median, type Figure } from './figure.ts';
import { machineCalled, withGuest } from './guest.ts';

const PAIRS = 3;
const WANTED = 0.75;
const INIT = /daxlab: init/;

/** The two in turn, so that both see the same host. */
export async function coldStart(supply: Supply, progress: (what: string) => void, signal: AbortSignal): Promise<Figure> {
  const machine = await machineCalled('hmem');
  const ours: number[] = [];
  const plain: number[] = [];
  for (let pair = 1; pair <= PAIRS; pair++) {
    progress(`cold start ${pair} of ${PAIRS}, daxlab`);
    const began = performance.now();
    ours.push(await withGuest(machine, supply, signal, async (guest) => {
      await guest.perform({ kind: 'write-state', block: 0 as never, value: 'garbage' }, 0);
      return performance.now() - began;
    }));
    progress(`cold start ${pair} of ${PAIRS}, plain QEMU`);
    const directory = await makeTemporary(supply.cache);
    try {
      plain.push(await plainBoot({ qemu: supply.qemu, kernel: supply.kernel.image, initrd: supply.image.path, memory: '2G', directory, marker: INIT }));
    } finally {
      await removeTemporary(directory);
    }
  }
  const ratio = median(ours) / median(plain);
  return {
    name: 'cold start to the first answered operation', value: ratio, unit: 'of plain QEMU to its init', wanted: `at most ${WANTED}`, met: ratio <= WANTED,
    detail: `medians ${seconds(median(ours))} and ${seconds(median(plain))}, load ${(loadavg()[0] ?? 0).toFixed(1)}`,
  };
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;
