/** An interactive shell in a guest that is prepared as for a scenario, outside of any run. */
import { loadCatalogue } from '../config/catalogue.ts';
import { parseKernelName } from '../config/kernel-name.ts';
import type { Machine } from '../config/machine.ts';
import { pick } from '../config/nearest.ts';
import { DEFAULT_SUITE } from '../config/run-plan.ts';
import type { Terminal } from '../lab/guest/shell.ts';
import type { Progress } from '../lab/progress.ts';
import { makeTemporary, removeTemporary } from '../lab/toolchain/cache.ts';
import type { Requirement } from '../scenario/scenario.ts';
import { beginGuest } from './begin.ts';
import { DEADLINES } from './deadlines.ts';
import type { LiveGuest } from './live-guest.ts';
import { Supplies, type SuppliesRequest } from './supplies.ts';

export interface ShellRequest extends SuppliesRequest {
  /** The name of a machine. */
  readonly machine: string;
  /** The first of the smoke suite's unless given. */
  readonly kernel?: string | undefined;
}

/** The shell's exit status. @throws what bootGuest throws, and ConfigError for a name that there is not */
export async function shell(request: ShellRequest, terminal: Terminal, progress: Progress, signal: AbortSignal): Promise<number> {
  const { machines, suites } = await loadCatalogue();
  const machine = pick('machine', machines, request.machine);
  const [kernel = ''] = request.kernel === undefined ? pick('suite', suites, DEFAULT_SUITE).kernels : [request.kernel];
  return shellIn({ ...request, machine, kernel }, terminal, progress, signal);
}

export interface ShellPlace extends SuppliesRequest {
  readonly machine: Machine;
  readonly kernel: string;
  readonly requires?: readonly Requirement[] | undefined;
}

export interface ShellFiles {
  /** The kernel's vmlinux, or its image where there is none. */
  readonly symbols: string;
  /** Of this guest alone, gone after it. */
  readonly directory: string;
}
/** What is done with the guest before the shell opens. */
export type BeforeShell = (guest: LiveGuest, files: ShellFiles) => Promise<void>;

/** Lines of the console that are shown when the guest does not come up. */
const LAST_LINES = 15;

export async function shellIn(place: ShellPlace, terminal: Terminal, progress: Progress, signal: AbortSignal, before?: BeforeShell): Promise<number> {
  const { machine, kernel, requires } = place;
  parseKernelName(kernel);
  const supplies = await Supplies.open(place, progress, signal);
  const supply = await supplies.for(kernel);
  const directory = await makeTemporary(supply.cache);
  const lines: string[] = [];
  const onConsoleLine = (line: string): void => { lines.splice(0, Math.max(0, lines.push(line) - LAST_LINES)); };
  try {
    progress(`starting ${machine.name} with ${kernel}`);
    const guest = await beginGuest(
      { machine, supply, directory, onConsoleLine, progress, started: () => Promise.resolve(), deadline: DEADLINES.boot, signal },
      { beginning: 'auto', alike: 1, attempt: 1 },
    );
    try {
      progress('preparing memory devices');
      await guest.prepare(requires);
      await before?.(guest, { symbols: supply.kernel.vmlinux ?? supply.kernel.image, directory });
      progress(`a shell on ${guest.release}; exit ends the guest`);
      return await guest.lab.shell(terminal);
    } finally {
      await guest.stop();
    }
  } catch (error) {
    for (const line of lines) progress(`  | ${line}`);
    throw error;
  } finally {
    await removeTemporary(directory);
  }
}
