/** What tells whether a finding is there again: values that the guest's shell reads, or a report on its console. */
import { observedFacts } from '../../model/observables/all.ts';
import type { Difference, Finding } from '../../judge/verdict.ts';
import { errnoText } from './errno-text.ts';
import { factReader, type FactReader } from './fact-reader.ts';
import type { AttemptRecord } from './failure.ts';
import { wantedValue, type WantedValue } from './wanted.ts';

/** A value that is read after the operation that failed. */
export interface ValueCheck extends WantedValue {
  readonly name: string;
  readonly reader: FactReader;
  /** Where `change`: what it is counted from. */
  readonly since: 'start' | 'operation';
}

export interface LogCheck {
  /** Texts that the console must show from the operation on, all of them. */
  readonly texts: readonly string[];
}

export interface Checks {
  readonly values: readonly ValueCheck[];
  readonly log?: LogCheck | undefined;
  /** Functions whose calls are counted. */
  readonly probes: readonly string[];
  /** Why something of the finding is not looked for. */
  readonly leftOut: readonly string[];
}

const NONE: Checks = { values: [], probes: [], leftOut: [] };

export function checksOf(finding: Finding, attempt: Pick<AttemptRecord, 'start'>): Checks {
  switch (finding.kind) {
    case 'errno':
      return { ...NONE, values: finding.differences.map((difference) => errnoCheck(finding.operation, difference)) };
    case 'log':
      return { ...NONE, log: logCheck(finding) };
    case 'calls':
      return callChecks(finding.differences);
    case 'state':
      return factChecks(finding, attempt);
    case 'conservation':
      return lawChecks(finding, attempt);
  }
}

const errnoCheck = (operation: number, { expected, seen }: Difference): ValueCheck => ({
  name: `result of operation ${operation}`, reader: { command: 'echo "$ended"', uses: [] }, since: 'start', change: false,
  wanted: { kind: 'exactly', values: expected.split(' or ').map(errnoText) }, seen: errnoText(seen),
});

function factChecks({ operation, differences }: Finding, { start }: Pick<AttemptRecord, 'start'>): Checks {
  // The first observation itself is held against nothing before it.
  const facts = start && operation >= 0 ? observedFacts(start) : new Map<string, never>();
  const bootNodes = start?.nodeMasks.hasNormalMemory ?? [0];
  const values: ValueCheck[] = [];
  const leftOut: string[] = [];
  for (const difference of differences) {
    const reader = factReader(difference.fact, bootNodes);
    if (reader) values.push({ name: difference.fact, reader, since: 'start', ...wantedValue(difference, facts.get(difference.fact)) });
    else leftOut.push(difference.fact);
  }
  return { ...NONE, values, leftOut };
}

function callChecks(differences: readonly Difference[]): Checks {
  const counted = differences.flatMap(({ fact, expected, seen }) => {
    const [want, got] = [expected, seen].map((text) => /^(\d+) calls?$/.exec(text)?.[1]);
    return want === undefined || got === undefined ? [] : [{ fact, want: Number(want), got }];
  });
  return {
    values: counted.map(({ fact, want, got }) => ({
      name: `calls of ${fact}`, reader: { command: `calls ${fact}`, uses: ['calls'] }, since: 'operation', change: true, wanted: { kind: 'between', least: want, most: want }, seen: got,
    })),
    probes: counted.map(({ fact }) => fact),
    leftOut: differences.filter(({ fact }) => !counted.some((one) => one.fact === fact)).map(({ fact, expected, seen }) => `${fact}: expected ${expected}, seen ${seen}`),
  };
}

const LEAK = 'memory_block objects not released';
const MISSING = 'KiB of free memory missing';

function lawChecks(finding: Finding, attempt: Pick<AttemptRecord, 'start'>): Checks {
  const leak = finding.differences.find(({ fact }) => fact === LEAK);
  if (leak) {
    const reader: FactReader = { command: 'echo $((removed - $(calls memory_block_release)))', uses: ['calls'] };
    return { ...NONE, probes: ['memory_block_release'], values: [{ name: LEAK, reader, since: 'start', ...wantedValue(leak) }] };
  }
  const missing = finding.differences.find(({ fact }) => fact === MISSING);
  const free = factReader('free memory of the boot nodes (KiB)', attempt.start?.nodeMasks.hasMemory ?? [0]);
  if (missing && free) {
    const { wanted, seen } = wantedValue(missing);
    const least = wanted.kind === 'between' ? 0 - wanted.most : 0;
    const check: ValueCheck = { name: 'free memory of the boot nodes (KiB)', reader: free, since: 'start', change: true, wanted: { kind: 'between', least, most: Number.MAX_SAFE_INTEGER }, seen: `-${seen}` };
    return { ...NONE, values: [check] };
  }
  return factChecks(finding, attempt);
}

/** The report's first words, and the function that it is about: what of the title the console shows literally. */
function logCheck({ title, log }: Finding): LogCheck {
  const lines = log.map((line) => line.replace(/^(?:<\d+>)?\[ *\d+\.\d+\](?:\[[^\]]*\])? ?/, ''));
  const [, head = title, where] = /^(.*?)(?:: | in )([A-Za-z_][\w.]*)$/.exec(title) ?? [];
  const shows = (text: string): boolean => lines.some((line) => line.includes(text));
  const first = lines.find((line) => !/^-+\[ cut here \]-+$/.test(line) && line !== '') ?? head;
  const texts = [shows(head) ? head : first.replace(/\b(?:0x)?[0-9a-f]*\d[0-9a-f]*\b.*$/, '').trim()];
  return { texts: [...texts, ...(where !== undefined && shows(`${where}+0x`) ? [`${where}+0x`] : [])].filter((text) => text !== '') };
}
