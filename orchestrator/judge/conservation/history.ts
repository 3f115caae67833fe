/** What the conservation laws look at: moments and call counts, nothing of which operation was asked for. */
import type { Call } from '../../model/calls.ts';
import type { Observation } from '../../model/observation.ts';
import type { CallWitness } from '../calls.ts';
import type { Finding } from '../verdict.ts';

export interface Moment {
  /** Index of the operation before it; -1 for the start. */
  readonly operation: number;
  readonly observation: Observation;
}

/** A moment at which nothing was added. */
export interface BareMoment {
  readonly operation: number;
  /** Free memory of the boot nodes in KiB. */
  readonly free: number;
  /** How often everything had been removed by then. */
  readonly removals: number;
}

export interface History {
  readonly start: Observation;
  readonly last: Moment;
  /** The start and every other moment at which nothing was added. */
  readonly bare: readonly BareMoment[];
  /** Blocks created and released, by the calls; undefined where the witness cannot see both. */
  readonly balance?: { readonly created: number; readonly released: number } | undefined;
}

/** A law gives the finding of its breach. */
export type Law = (history: History) => Finding | undefined;

export const begin = (start: Observation, witness: CallWitness | undefined): History => ({
  start,
  last: { operation: -1, observation: start },
  bare: [{ operation: -1, free: freeMemory(start, start), removals: 0 }],
  balance: seesBoth(witness) ? { created: 0, released: 0 } : undefined,
});

export function called(history: History, calls: readonly Call[]): History {
  if (!history.balance) return history;
  let { created, released } = history.balance;
  for (const call of calls) {
    if (call.fn === 'create_memory_block_devices') created += call.size / history.start.blockSize;
    if (call.fn === 'memory_block_release') released += 1;
  }
  return { ...history, balance: { created, released } };
}

export function observed(history: History, moment: Moment): History {
  const isBare = hotBlocks(history, moment.observation) === 0 && hotEntries(history, moment.observation).length === 0;
  if (!isBare) return { ...history, last: moment };
  const before = history.bare.at(-1);
  const removals = removalsOf(history) + (before?.operation === history.last.operation ? 0 : 1);
  return { ...history, last: moment, bare: [...history.bare, { operation: moment.operation, free: freeMemory(history.start, moment.observation), removals }] };
}

/** How often everything was removed. */
export const removalsOf = ({ bare }: Pick<History, 'bare'>): number => bare.at(-1)?.removals ?? 0;

/** Blocks that were not there at the start. */
export const hotBlocks = ({ start }: Pick<History, 'start'>, now: Observation): number => {
  const before = new Set(start.blocks.map(({ number }) => number));
  return now.blocks.filter(({ number }) => !before.has(number)).length;
};

/** /proc/iomem: what kmem added, and what ACPI did. */
export function hotEntries({ start }: Pick<History, 'start'>, { iomem }: Observation): Observation['iomem'] {
  const before = new Set(start.iomem.map(({ start: first, name }) => `${first} ${name}`));
  return iomem.filter(({ start: first, name }) => name.startsWith('System RAM') && !before.has(`${first} ${name}`));
}

/** KiB, per-cpu lists included, of the nodes that had memory at the start: hot-added memory comes and goes. */
function freeMemory(start: Observation, now: Observation): number {
  return now.zones.filter(({ node }) => start.nodeMasks.hasMemory.includes(node)).reduce((sum, zone) => sum + 4 * (zone.free + zone.perCpuFree), 0);
}

const seesBoth = (witness: CallWitness | undefined): boolean =>
  (['create_memory_block_devices', 'memory_block_release'] as const).every((fn) => witness?.observable.some((one) => one.fn === fn) ?? false);
