/** The conservation laws (DESIGN): hold after any sequence, whatever its operations. */
import { observedFacts } from '../../model/observables/all.ts';
import { differences } from '../differences.ts';
import { conservationFinding } from '../findings.ts';
import type { Finding } from '../verdict.ts';
import { hotBlocks, kmemEntries, type History } from './history.ts';

/** A law gives the finding of its breach. */
export type Law = (history: History) => Finding | undefined;

/** Each block that was created and is not there any more was released once. */
const blocksAreReleased: Law = (history) => {
  if (!history.balance) return undefined;
  const { created, released } = history.balance;
  const there = hotBlocks(history, history.last.observation);
  if (created - there === released) return undefined;
  const cycles = Math.max(1, history.bare.length - 1);
  return conservationFinding(`memory_block leak: ${created} created, ${released} released${there > 0 ? `, ${there} still there` : ''}`, history.last.operation, [
    { fact: 'memory_block objects not released', expected: '0', seen: `${created - there - released}` },
    { fact: 'of them per block created', expected: '0', seen: `${(created - there - released) / Math.max(1, created)}` },
    { fact: 'of them per time that everything was removed', expected: '0', seen: `${(created - there - released) / cycles}` },
  ]);
};

/** Blocks, iomem and zones agree about which ranges exist. */
const witnessesAgree: Law = (history) => {
  const { start, last: { operation, observation: now } } = history;
  const inIomem = kmemEntries(now).reduce((sum, { start: first, end }) => sum + (end + 1 - first), 0) / now.blockSize;
  const before = new Set(start.blocks.map(({ number }) => number));
  const online = now.blocks.filter(({ number, state }) => state === 'online' && !before.has(number)).length;
  const present = (observation: typeof now): number => observation.zones.reduce((sum, zone) => sum + zone.present, 0);
  const inZones = ((present(now) - present(start)) * 4096) / now.blockSize;
  const found = [
    ...differ('blocks that System RAM (kmem) in /proc/iomem covers', hotBlocks(history, now), inIomem),
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

/** What may be another for good: attributes, drivers, how free pages are spread, and a node that was online without memory. */
const LASTING = /^dax\d+\.\d+\/(?:memmap_on_memory|driver|state)$|\/(?:free|buddy|pageblocks)$|^free memory|^node|^tainted$/;
const without = <Value>(facts: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> => new Map([...facts].filter(([name]) => !LASTING.test(name)));

/**
 * KiB. Seen on good kernels after a cycle of 8 blocks: -360 to +112 (slab pages, page tables of the direct map, per-cpu caches of the
 * allocator's own); the memmap of one section alone is 2048.
 */
const SLACK = 1024;
/** KiB a block. Slab objects of a block that the allocator may keep: measured 4.6 while the block is there (SEMANTICS 3.2). */
const SLACK_PER_BLOCK = 4.6;

/** After everything is removed, the boot nodes have the free memory they had. */
const freeMemoryReturns: Law = (history) => {
  const { operation } = history.last;
  const [first, now] = [history.bare[0], history.bare.at(-1)];
  if (!first || now?.operation !== operation || operation === -1) return undefined;
  const missing = first.free - now.free;
  const slack = Math.ceil(SLACK + SLACK_PER_BLOCK * (history.balance?.created ?? 0));
  if (missing <= slack) return undefined;
  const cycles = history.bare.length - 1;
  return conservationFinding('free memory of the boot nodes does not return after everything is removed', operation, [
    { fact: 'KiB of free memory missing', expected: `at most ${slack}`, seen: String(missing) },
    { fact: 'KiB missing per time that everything was removed', expected: '0', seen: String(Math.round(missing / cycles)) },
  ]);
};

const differ = (fact: string, expected: number, seen: number): { fact: string; expected: string; seen: string }[] =>
  expected === seen ? [] : [{ fact, expected: String(expected), seen: String(seen) }];

export const LAWS: readonly Law[] = [blocksAreReleased, witnessesAgree, removalRestores, freeMemoryReturns];

export const breaches = (history: History): Finding[] => LAWS.flatMap((law) => law(history) ?? []);
