/** The good guests that mutants are made of. */
import type { DaxObservation, Observation } from '../../model/observation.ts';
import { bytes, GIB, MIB } from '../../model/units.ts';
import { start, type ImaginedGuest } from '../start.ts';

/** Memory goes online as it is added, so that one observation shows all that an add decides. */
export const AUTO_ONLINE = { autoOnline: 'online_movable' } as const;

/** 1 GiB that dax_hmem made: the memmap elsewhere unless asked otherwise. */
export const hmem = (guest: ImaginedGuest = {}): Observation => start(guest);

/** CXL memory: the memmap on memory unless asked otherwise. */
export function cxl(guest: ImaginedGuest = {}): Observation {
  const observation = start({ attribute: '1', ...guest });
  return { ...observation, dax: observation.dax.map((device): DaxObservation => ({ ...device, origin: 'cxl' })) };
}

/** One device whose two ranges lie next to each other. */
export function adjoining(): Observation {
  const observation = start();
  const half = (first: number, end: number) => ({ start: bytes(first * GIB), end: bytes(end * GIB - 1) });
  return { ...observation, dax: observation.dax.map((device) => ({ ...device, mappings: [half(4, 4.5), half(4.5, 5)] })) };
}

/** As booted with `memory_hotplug.memmap_on_memory=force`. */
export function forced(): Observation {
  const observation = start({ parameter: 'force' });
  return { ...observation, commandLine: `${observation.commandLine} memory_hotplug.memmap_on_memory=force` };
}

export const LARGE_BLOCKS = { blockSize: bytes(256 * MIB) } as const;
export const ONE_BLOCK = { devices: [{ name: 'dax0.0', start: 4 * GIB, end: 4 * GIB + 128 * MIB }] } as const satisfies ImaginedGuest;
