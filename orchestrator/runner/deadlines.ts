/**
 * How long the runner itself waits for what; a request to the guest has its own deadline in lab/guest. Measured on two idle cores
 * under TCG: boot to first answer 9 to 16 s, a marker on the console within 10 ms. A busy machine is four times slower.
 */
export interface Deadlines {
  /** From QEMU's start to the guest's first answer. */
  readonly boot: number;
  /** For an operation's end to show on the console after its reply came. */
  readonly marker: number;
  /** For QEMU to end after the guest fell silent: a panic reboots at once, and QEMU ends with it. */
  readonly end: number;
}

/** Milliseconds. */
export const DEADLINES: Deadlines = { boot: 180_000, marker: 30_000, end: 5_000 };

/** A wait that has a name passed its deadline. */
export class DeadlinePassed extends Error {
  override name = 'DeadlinePassed';
}

/** The promise's value, or DeadlinePassed naming what was awaited. */
export async function within<Value>(promise: Promise<Value>, milliseconds: number, awaiting: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => { reject(new DeadlinePassed(`waited ${milliseconds / 1000} s for ${awaiting}`)); }, milliseconds);
  });
  try {
    return await Promise.race([promise, passed]);
  } finally {
    clearTimeout(timer);
  }
}
