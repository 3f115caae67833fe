/** A guest as one would boot it by hand, without daxlab's tuning: what the bench measures daxlab against. */
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { ConsoleLog } from './console-log.ts';
import { within } from './deadline.ts';
import { deferred } from './deferred.ts';
import { startGuarded } from './guarded-process.ts';
import type { QemuBuild } from '../toolchain/qemu.ts';

export interface PlainBootOptions {
  readonly qemu: QemuBuild;
  /** A bzImage. */
  readonly kernel: string;
  readonly initrd: string;
  readonly memory: string;
  /** Gets the logs. */
  readonly directory: string;
  /** The line on the console that ends the measurement. */
  readonly marker: RegExp;
}

const BOOT = { awaiting: 'a plainly booted guest to reach its init', milliseconds: 300_000 };

/** Milliseconds from QEMU's start to the marker. */
export async function plainBoot({ qemu, kernel, initrd, memory, directory, marker }: PlainBootOptions): Promise<number> {
  const path = join(directory, 'plain-console.log');
  const [stdout, stderr] = [openSync(path, 'w'), openSync(join(directory, 'plain-qemu.log'), 'w')];
  const console = new ConsoleLog(path);
  const reached = deferred<number>();
  const began = performance.now();
  console.onLine((line) => { if (marker.test(line)) reached.resolve(performance.now() - began); });
  const process = await startGuarded([
    ...qemu.argv, '-machine', 'q35', '-accel', 'tcg', '-cpu', 'max,-hypervisor', '-m', memory, '-nodefaults', '-display', 'none', '-no-reboot',
    '-serial', 'stdio', '-kernel', kernel, '-initrd', initrd, '-append', 'console=ttyS0',
  ], stdout, stderr);
  closeSync(stdout);
  closeSync(stderr);
  try {
    return await within(reached.promise, BOOT);
  } finally {
    process.signal('SIGKILL');
    await process.ended;
    console.end();
  }
}
