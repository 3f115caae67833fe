import { describe, expect, it } from 'vitest';
import type { RecordEvent } from '../../archive/event.ts';
import { itemId, rowName, type ItemKey } from '../../archive/item-id.ts';
import type { SummaryFinding, SummaryRow } from '../../archive/summary.ts';
import { kibibytes } from '../../model/units.ts';
import { start } from '../../testing/start.ts';
import { bindTo, unbindFrom } from '../../testing/worlds.ts';
import { Comparing } from './compare.ts';
import type { Comparison } from './shape.ts';
import { comparisonMarkdown, comparisonText } from './text.ts';

const KERNELS = { base: 'build:base', with: 'build:v5' };
type NewEvent = RecordEvent extends infer Event ? Event extends RecordEvent ? Omit<Event, 'v' | 't'> : never : never;

interface Ran {
  readonly seconds?: number;
  readonly errno?: number;
  readonly calls?: number;
  /** KiB more than the other has at the start, and KiB that the bind takes. */
  readonly more?: number;
  readonly takes?: number;
  readonly findings?: readonly SummaryFinding[];
}

const key = (kernel: string, scenario: string): ItemKey => ({ scenario, machine: 'cxl', kernel, policy: 'default', attribute: '1' });

/** A bind and an unbind on one kernel. */
function events(kernel: string, { seconds = 1, errno = 0, calls = 8, more = 0, takes = 0, findings = [] }: Ran, scenario = 'cycle'): RecordEvent[] {
  const place = { item: itemId(key(kernel, scenario)), attempt: 1 };
  const seen = start({ release: `6.12.118-${kernel.slice(6)}` });
  const memory = (free: number) => ({ ...seen, meminfo: { ...seen.meminfo, directMap4k: kibibytes((seen.meminfo.directMap4k ?? 0) + more + free) } });
  const row: SummaryRow = { name: rowName(key(kernel, scenario)), machine: 'cxl', kernel, kernelRelease: seen.release, policy: 'default', verdict: findings.length > 0 ? 'model-mismatch' : 'pass', attempts: 1, checkedOperations: 2, findings: [...findings] };
  const told: NewEvent[] = [
    { type: 'attempt-started', ...place }, { type: 'booted', release: seen.release, accelerator: 'tcg', ...place },
    { type: 'call-witness', observable: [{ fn: 'arch_add_memory', altmap: true }], missing: [], ...place },
    { type: 'baseline', observation: memory(0), ...place },
    { type: 'operation', index: 0, operation: bindTo(), ...place }, { type: 'result', index: 0, errno, ...place },
    { type: 'called', index: 0, calls: Array.from({ length: calls }, () => ({ fn: 'arch_add_memory', node: 1, start: 0, size: 0 }) as never), ...place },
    { type: 'kernel-log', lines: ['[    5.000000] daxlab: operation 0 begin', `[    ${(5 + seconds).toFixed(6)}] daxlab: operation 0 end`], operation: 0, ...place },
    { type: 'observed', index: 0, observation: memory(takes), ...place },
    { type: 'operation', index: 1, operation: unbindFrom(), ...place }, { type: 'result', index: 1, errno: 0, ...place },
    { type: 'item-judged', row, findings: [], ...place },
  ];
  return told.map((event, t) => ({ v: 4, t, ...event }));
}

function compared(base: Ran, other: Ran): Comparison {
  const comparing = new Comparing(KERNELS);
  const items = Object.values(KERNELS).map((kernel) => ({ id: itemId(key(kernel, 'cycle')), ...key(kernel, 'cycle') }));
  for (const event of [{ type: 'run-started', suite: 'smoke', items, v: 4, t: 0 } as RecordEvent, ...events('build:base', base), ...events('build:v5', other)]) comparing.take(event);
  return comparing.comparison();
}

const finding = (fingerprint: string): SummaryFinding => ({ kind: 'errno', title: `title ${fingerprint}`, fingerprint, operation: 0, known: false });

describe('two kernels', () => {
  it('that do the same are alike, whatever they had at their starts', () => {
    const { findings, unlike, rows, base, with: other } = compared({}, { more: 500 });
    expect([findings.onlyWith, findings.onlyBase, findings.both, unlike]).toEqual([[], [], [], []]);
    expect(rows).toEqual([{ name: 'cycle memmap_on_memory=1', machine: 'cxl', policy: 'default', base: { verdict: 'pass', operations: 2 }, with: { verdict: 'pass', operations: 2 } }]);
    expect([base.release, other.release, other.heldTo]).toEqual(['6.12.118-base', '6.12.118-v5', '6.12.118-v5 was held to the contract as merged (6.8 and newer), by its release']);
  });

  it('differ in what an operation changes, calls and comes to', () => {
    const row = ['cycle memmap_on_memory=1 on cxl'];
    expect(compared({ takes: 4 }, { takes: 8, calls: 7, errno: 16 }).unlike).toEqual([
      { operation: 'bind dax0.0 to kmem', fact: 'errno', base: 'OK', with: 'EBUSY', rows: row },
      { operation: 'bind dax0.0 to kmem', fact: 'calls of arch_add_memory', base: '8', with: '7', rows: row },
      expect.objectContaining({ base: '+4', with: '+8', rows: row }),
    ]);
  });

  it('are not held against each other from a finding on', () => {
    expect(compared({}, { calls: 7, findings: [finding('a')] }).unlike).toEqual([]);
  });

  it('have findings of one of them and of both, with the operation', () => {
    const { findings } = compared({ findings: [finding('a'), finding('b')] }, { findings: [finding('b'), finding('c')] });
    expect([findings.onlyBase, findings.both, findings.onlyWith].map((all) => all.map(({ fingerprint, operation }) => [fingerprint, operation]))).toEqual([['a'], ['b'], ['c']].map((all) => all.map((one) => [one, 'bind dax0.0 to kmem'])));
  });

  it('take the guest\'s time as a ratio', () => {
    expect(compared({ seconds: 2 }, { seconds: 3 }).steps).toEqual([{ step: 'bind', operations: 1, base: 2, with: 3, ratio: 1.5 }]);
  });
});

it('is told in words and in Markdown', () => {
  const comparison = compared({ takes: 4 }, { seconds: 1.5, findings: [finding('c')] });
  const text = comparisonText(comparison);
  expect(text).toContain('found only with:\n  c  title c\n                    at bind dax0.0 to kmem\n                    cycle memmap_on_memory=1 on cxl\nfound only without: nothing\n');
  expect(text).toContain('1 finding only with it, 0 only without, 0 in both; 0 facts not alike; 1 of 1 rows ran on both');
  const markdown = comparisonMarkdown(comparison);
  expect(markdown).toContain('| title c (c) | errno | bind dax0.0 to kmem | cycle memmap&#95;on&#95;memory=1 on cxl |');
  expect(markdown).toContain('### Rows that came to something else');
});
