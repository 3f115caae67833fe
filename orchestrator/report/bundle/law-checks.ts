/** Looking for the breach of a law over the whole scenario again (judge/conservation). */
import type { Difference } from '../../judge/verdict.ts';
import type { Observation } from '../../model/observation.ts';
import { NONE, type Checks, type ValueCheck } from './check.ts';
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
  [/^kernfs nodes more per cycle, over \d+$/, (difference) => {
    const reader: FactReader = { command: "dwindling | awk '{ print -$1 }'", uses: ['dwindling'], whenEmpty: 'cut -d " " -f 1 /sys/kernel/slab/kernfs_node_cache/objects' };
    return values({ name: difference.fact, reader, since: 'start', ...wantedValue(difference) });
  }],
  [/^blocks that System RAM in \/proc\/iomem covers beyond the start$/, systemRam],
];

/** Undefined where the differences are facts like any other. */
export function lawChecks(differences: readonly Difference[], start: Observation | undefined): Checks | undefined {
  const found = differences.flatMap((difference) => LAWS.filter(([fact]) => fact.test(difference.fact)).map(([, reader]) => reader(difference, start)));
  if (found.length === 0) return undefined;
  return { ...NONE, values: found.flatMap((one) => one.values), probes: found.flatMap((one) => one.probes), leftOut: found.flatMap((one) => one.leftOut) };
}

const FREE = 'free memory of the boot nodes (KiB)';

const freeNow = (start: Observation | undefined): FactReader => freeMemory(start?.nodeMasks.hasMemory ?? [0]);

/** By how many blocks there are: as many others are not told from them. */
function systemRam({ fact, expected, seen }: Difference, start: Observation | undefined): Checks {
  const [want, got] = [countOf(expected), countOf(seen)];
  if (!start || want === got) return { ...NONE, leftOut: [fact] };
  const wanted = want * start.blockSize;
  const reader: FactReader = { command: 'system_ram', uses: ['system_ram'] };
  return values({ name: 'bytes of System RAM in /proc/iomem', reader, since: 'start', change: true, wanted: between(wanted, wanted), seen: String(got * start.blockSize) });
}

/** `32-34 36` are four. */
function countOf(blocks: string): number {
  const runs = blocks === 'none' ? [] : blocks.split(' ').map((run) => run.split('-').map(Number));
  return runs.reduce((sum, [first = 0, last = first]) => sum + last + 1 - first, 0);
}
