/** What the conservation laws look at: moments and calls, nothing of which operation was asked for, but whether it was to change the dax devices. */
import type { Call } from '../../model/calls.ts';
import type { Observation } from '../../model/observation.ts';
import { heldPages } from '../../model/observables/held.ts';
import type { BlockNumber, NodeId } from '../../model/units.ts';
import type { CallWitness } from '../calls.ts';
import type { Finding } from '../verdict.ts';
import { accountOf, entered, openLedger, type Ledger } from './ledger.ts';

export interface Moment {
  /** Index of the operation before it; -1 for the start. */
  readonly operation: number;
  readonly observation: Observation;
  /** The operation before it may have changed which dax devices there are, and what they have. */
  readonly reshaped?: boolean | undefined;
}

/** A moment at which nothing was added. */
export interface BareMoment {
  readonly operation: number;
  /** Free memory of the boot nodes in KiB. */
  readonly free: number;
  /** Nodes of sysfs; undefined where the kernel does not say. */
  readonly kernfsNodes?: number | undefined;
  /** How often everything had been removed by then. */
  readonly removals: number;
}

export interface History {
  readonly start: Observation;
  /** The one before the last; the start itself as long as there is no other. */
  readonly before: Moment;
  readonly last: Moment;
  /** The start and every other moment at which nothing was added. */
  readonly bare: readonly BareMoment[];
  readonly ledger: Ledger;
  /** Dax devices need not be what they were at the start. */
  readonly reshaped: boolean;
  /** The first moment at which a block had been released more or less often than it went, with those blocks. */
  readonly unbalanced?: { readonly operation: number; readonly blocks: readonly BlockNumber[] } | undefined;
}

/** A law gives the finding of its breach. */
export type Law = (history: History) => Finding | undefined;

export function begin(start: Observation, witness: CallWitness | undefined): History {
  const moment: Moment = { operation: -1, observation: start };
  return {
    start, before: moment, last: moment, bare: [{ operation: -1, ...measured(start, start), removals: 0 }], ledger: openLedger(start.blockSize, witness), reshaped: false,
  };
}

export const called = (history: History, calls: readonly Call[]): History => ({ ...history, ledger: entered(history.ledger, calls) });

export function observed(history: History, moment: Moment): History {
  const next = { ...history, before: history.last, last: moment, reshaped: history.reshaped || moment.reshaped === true };
  const blocks = history.unbalanced ? [] : unbalancedBlocks(next);
  const unbalanced = blocks.length > 0 ? { operation: moment.operation, blocks } : history.unbalanced;
  const isBare = hotBlocks(history, moment.observation).size === 0 && hotEntries(history, moment.observation).length === 0 && everyDeviceIsThere(history, moment.observation);
  if (!isBare) return { ...next, unbalanced };
  const before = history.bare.at(-1);
  const removals = removalsOf(history) + (before?.operation === history.last.operation ? 0 : 1);
  return { ...next, unbalanced, bare: [...history.bare, { operation: moment.operation, ...measured(history.start, moment.observation), removals }] };
}

/** How often everything was removed. */
export const removalsOf = ({ bare }: Pick<History, 'bare'>): number => bare.at(-1)?.removals ?? 0;

/** Whether nothing is added at the last moment, which is not the start. */
export const isBare = ({ bare, last: { operation } }: History): boolean => operation !== -1 && bare.at(-1)?.operation === operation;

/** What is compared with the start is a moment at which no dax device is gone. */
const everyDeviceIsThere = ({ start }: Pick<History, 'start'>, now: Observation): boolean => start.dax.every(({ name }) => now.dax.some((device) => device.name === name));

/** Blocks that were not there at the start. */
export function hotBlocks({ start }: Pick<History, 'start'>, now: Observation): ReadonlySet<BlockNumber> {
  const before = new Set(start.blocks.map(({ number }) => number));
  return new Set(now.blocks.map(({ number }) => number).filter((number) => !before.has(number)));
}

/** /proc/iomem: what kmem added, and what ACPI did. */
export function hotEntries({ start }: Pick<History, 'start'>, { iomem }: Observation): Observation['iomem'] {
  const before = new Set(start.iomem.map(({ start: first, name }) => `${first} ${name}`));
  return iomem.filter(({ start: first, name }) => name.startsWith('System RAM') && !before.has(`${first} ${name}`));
}

/** Whether creations and releases are both seen. */
export const seesRelease = ({ ledger: { sees } }: Pick<History, 'ledger'>): boolean => sees.has('create_memory_block_devices') && sees.has('memory_block_release');

function unbalancedBlocks(history: History): BlockNumber[] {
  if (!seesRelease(history)) return [];
  const there = hotBlocks(history, history.last.observation);
  return [...new Set([...there, ...history.ledger.accounts.keys()])].filter((block) => {
    const { created, released } = accountOf(history.ledger, block);
    return created - released !== (there.has(block) ? 1 : 0);
  });
}

const measured = (start: Observation, now: Observation): Pick<BareMoment, 'free' | 'kernfsNodes'> => ({ free: freeMemory(start, now), kernfsNodes: now.kobjects?.kernfsNodes });

/** KiB, per-cpu lists and what a process holds included, of the nodes that had memory at the start: hot-added memory comes and goes. */
function freeMemory(start: Observation, now: Observation): number {
  const before = ({ node }: { readonly node?: NodeId | undefined }): boolean => node !== undefined && start.nodeMasks.hasMemory.includes(node);
  return now.zones.filter(before).reduce((sum, zone) => sum + 4 * (zone.free + zone.perCpuFree), 0) + 4 * heldPages(now, before);
}
