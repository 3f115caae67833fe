/** Guests for the bench: booted as for a scenario, outside of any run. */
import { loadCatalogue } from '../../config/catalogue.ts';
import { machineSchema, type Machine } from '../../config/machine.ts';
import { pick } from '../../config/nearest.ts';
import { makeTemporary, removeTemporary } from '../../lab/toolchain/cache.ts';
import { bootGuest } from '../boot.ts';
import { DEADLINES } from '../deadlines.ts';
import type { LiveGuest } from '../live-guest.ts';
import type { Supply } from '../supplies.ts';

export const machineCalled = async (name: string): Promise<Machine> => pick('machine', (await loadCatalogue()).machines, name);

/** The machine `hmem` with as much soft-reserved memory as asked for. */
export const hmemOf = (size: string): Machine => machineSchema.parse({
  name: 'hmem-bench', description: `${size} of soft-reserved RAM`, memory: '2GiB', devices: [{ kind: 'soft-reserved', id: 'hmem0', size, dax: 'dax0.0' }],
});

/** Boots, does the work, and leaves nothing. */
export async function withGuest<Value>(machine: Machine, supply: Supply, signal: AbortSignal, work: (guest: LiveGuest) => Promise<Value>): Promise<Value> {
  const directory = await makeTemporary(supply.cache);
  try {
    const guest = await bootGuest({
      machine, supply, directory, signal, deadline: DEADLINES.boot,
      onConsoleLine: () => undefined, progress: () => undefined, started: () => Promise.resolve(),
    });
    try {
      return await work(guest);
    } finally {
      await guest.stop();
    }
  } finally {
    await removeTemporary(directory);
  }
}
