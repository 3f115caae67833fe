/** Looking for the breach of a law over the whole scenario again (judge/conservation). */
import type { Difference } from '../../judge/verdict.ts';
import type { Observation } from '../../model/observation.ts';
import { NONE, type Checks, type ValueCheck } from './checks.ts';
import { freeMemory, type FactReader } from './fact-reader.ts';
import { counting } from './probes.ts';
import { wantedValue } from './wanted.ts';

type Reader = (difference: Difference, start: Observation | undefined) => Checks;

const values = (...all: readonly ValueCheck[]): Checks => ({ ...NONE, values: all });
const between = (least: number, most: number): ValueCheck['wanted'] => ({ kind: 'between', least, most });

/** By the fact that says it; what else such a finding tells follows from it. */
const LAWS: readonly (readonly [RegExp, Reader])[] = [
  [/^memory_block objects not released$/, (difference) => {
    const reader: FactReader = { command: 'echo $((removed - $(calls memory_block_release)))', uses: ['calls'] };
    return { ...values({ name: difference.fact, reader, since: 'start', ...wantedValue(difference) }), probes: [counting('memory_block_release')] };
  }],
  [/^KiB of free memory missing$/, (difference, start) => {
    const { wanted, seen } = wantedValue(difference);
    const least = wanted.kind === 'between' ? 0 - wanted.most : 0;
    return values({ name: FREE, reader: freeNow(start), since: 'start', change: true, wanted: between(least, Number.MAX_SAFE_INTEGER), seen: `-${seen}` });
  }],
  [/^KiB less per cycle, over \d+$/, (difference, start) => {
    const free = freeNow(start);
    return values({ name: difference.fact, reader: { command: 'dwindling', uses: [...free.uses, 'dwindling'], whenEmpty: free.command }, since: 'start', ...wantedValue(difference) });
  }],
  [/^blocks that System RAM in \/proc\/iomem covers beyond the start$/, (difference, start) => inBlocks(difference, 'bytes of System RAM in /proc/iomem', { command: 'system_ram', uses: ['system_ram'] }, start?.blockSize)],
  [/^blocks of present pages in the zones beyond the start$/, (difference, start) =>
    inBlocks(difference, 'present pages of all zones', { command: "awk '$1 == \"present\" { sum += $2 } END { print sum }' /proc/zoneinfo", uses: [] }, start && start.blockSize / 4096)],
];

/** Undefined where the differences are facts like any other. */
export function lawChecks(differences: readonly Difference[], start: Observation | undefined): Checks | undefined {
  const found = differences.flatMap((difference) => LAWS.filter(([fact]) => fact.test(difference.fact)).map(([, reader]) => reader(difference, start)));
  if (found.length === 0) return undefined;
  return { ...NONE, values: found.flatMap((one) => one.values), probes: found.flatMap((one) => one.probes), leftOut: found.flatMap((one) => one.leftOut) };
}

const FREE = 'free memory of the boot nodes (KiB)';

const freeNow = (start: Observation | undefined): FactReader => freeMemory(start?.nodeMasks.hasMemory ?? [0]);

function inBlocks({ fact, expected, seen }: Difference, name: string, reader: FactReader, size: number | undefined): Checks {
  if (size === undefined) return { ...NONE, leftOut: [fact] };
  const wanted = Number(expected) * size;
  return values({ name, reader, since: 'start', change: true, wanted: between(wanted, wanted), seen: String(Number(seen) * size) });
}
