/** Room for guests in the host's memory: who does not fit waits for those who came before, instead of having the host swap. */
import type { Machine } from '../config/machine.ts';
import { MIB } from '../config/size.ts';

/** Gives back what was taken. */
export type Leave = () => void;

/**
 * What a guest takes of the host at most, in bytes. QEMU with its cache of translated code (256 MiB, command-line/cpu.ts) and its libraries; all
 * of ordinary memory, which a scenario may fill; of a device's memory what the kernel writes into it, its memmap. Measured at the first operation,
 * QEMU's own: 82 MiB for a fork of `hmem`, 107 for one of `cxl`, 244 to 257 for boots of 1 GiB.
 */
export function guestNeeds({ memory, devices }: Pick<Machine, 'memory' | 'devices'>): number {
  const deviceMemory = devices.reduce((sum, { size }) => sum + size, 0);
  return 384 * MIB + memory + Math.ceil(deviceMemory / 64);
}

/** First come, first served: a large guest is not overtaken by small ones for ever. */
export class Room {
  readonly #total: number;
  #taken = 0;
  readonly #waiting: { readonly bytes: number; readonly go: () => void }[] = [];

  /** @param total bytes */
  constructor(total: number) {
    this.#total = total;
  }

  /** Resolves when there is room for `bytes`, or nobody else has any: what is larger than the host is tried alone. */
  async enter(bytes: number): Promise<Leave> {
    await new Promise<void>((go) => {
      this.#waiting.push({ bytes, go });
      this.#admit();
    });
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#taken -= bytes;
      this.#admit();
    };
  }

  #admit(): void {
    for (let [next] = this.#waiting; next && (this.#taken === 0 || this.#taken + next.bytes <= this.#total); [next] = this.#waiting) {
      this.#waiting.shift();
      this.#taken += next.bytes;
      next.go();
    }
  }
}
