/** The conservation laws (DESIGN): hold after any sequence, whatever its operations. */
import { observedFacts } from '../../model/observables/all.ts';
import { differences } from '../differences.ts';
import { conservationFinding } from '../findings.ts';
import type { Finding } from '../verdict.ts';
import { freeMemoryDoesNotDwindle, freeMemoryReturns } from './free-memory.ts';
import { hotBlocks, hotEntries, removalsOf, type History, type Law } from './history.ts';

/** Each block that was created and is not there any more was released once. */
const blocksAreReleased: Law = (history) => {
  if (!history.balance) return undefined;
  const { created, released } = history.balance;
  const there = hotBlocks(history, history.last.observation);
  if (created - there === released) return undefined;
  const cycles = Math.max(1, removalsOf(history));
  return conservationFinding(`memory_block leak: ${created} created, ${released} released${there > 0 ? `, ${there} still there` : ''}`, history.last.operation, [
    { fact: 'memory_block objects not released', expected: '0', seen: `${created - there - released}` },
    { fact: 'of them per block created', expected: '0', seen: `${(created - there - released) / Math.max(1, created)}` },
    { fact: 'of them per cycle (everything removed once)', expected: '0', seen: perCycle(created - there - released, cycles) },
  ]);
};

/** Blocks, iomem and zones agree about which ranges exist. */
const witnessesAgree: Law = (history) => {
  const { start, last: { operation, observation: now } } = history;
  const inIomem = hotEntries(history, now).reduce((sum, { start: first, end }) => sum + (end + 1 - first), 0) / now.blockSize;
  const before = new Set(start.blocks.map(({ number }) => number));
  const online = now.blocks.filter(({ number, state }) => state === 'online' && !before.has(number)).length;
  const present = (observation: typeof now): number => observation.zones.reduce((sum, zone) => sum + zone.present, 0);
  const inZones = ((present(now) - present(start)) * 4096) / now.blockSize;
  const found = [
    ...differ('blocks that System RAM in /proc/iomem covers beyond the start', hotBlocks(history, now), inIomem),
    ...differ('blocks of present pages in the zones beyond the start', online, inZones),
  ];
  return found.length === 0 ? undefined : conservationFinding('memory blocks, iomem and zones disagree about what exists', operation, found);
};

/** After everything is removed, all is back where it started but what tracing and free memory may differ in. */
const removalRestores: Law = (history) => {
  const { start, last: { operation, observation: now } } = history;
  if (history.bare.at(-1)?.operation !== operation || operation === -1) return undefined;
  const found = differences(without(observedFacts(start)), without(observedFacts(now)));
  return found.length === 0 ? undefined : conservationFinding('removing everything does not bring back what was there before', operation, found);
};

/**
 * What may be another for good: attributes, drivers, what is injected, how free pages are spread, a node that was online without memory, and
 * min_free_kbytes: capped by the zones' pages above their high watermarks, to which it adds itself, it came back 4 KiB higher on 6.12.43 with
 * 512 MiB of ordinary memory. Where it is exact the state witness holds it.
 */
const LASTING = /^dax\d+\.\d+\/(?:memmap_on_memory|driver|state)$|\/(?:free|buddy|pageblocks)$|^free memory|^node|^notifier-error-inject|^tainted$|^min_free_kbytes$/;
const without = <Value>(facts: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> => new Map([...facts].filter(([name]) => !LASTING.test(name)));

const perCycle = (lost: number, cycles: number): string => String(Math.round((lost / cycles) * 100) / 100);

const differ = (fact: string, expected: number, seen: number): { fact: string; expected: string; seen: string }[] =>
  expected === seen ? [] : [{ fact, expected: String(expected), seen: String(seen) }];

export const LAWS: readonly Law[] = [blocksAreReleased, witnessesAgree, removalRestores, freeMemoryReturns, freeMemoryDoesNotDwindle];

export const breaches = (history: History): Finding[] => LAWS.flatMap((law) => law(history) ?? []);
