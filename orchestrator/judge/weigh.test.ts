import { describe, expect, it } from 'vitest';
import type { Observation } from '../model/observation.ts';
import type { Operation, SingleOperation } from '../model/operation.ts';
import { predict } from '../model/predict.ts';
import { GIB } from '../model/units.ts';
import { faithful } from '../testing/evidence.ts';
import { seen } from '../testing/seen.ts';
import { after, bindTo, resize, state } from '../testing/worlds.ts';
import { judge } from './conclude.ts';
import type { Evidence } from './evidence.ts';
import { before, good, LINE, warning } from './fixtures/a-line.ts';
import type { Judgement } from './verdict.ts';

describe('a mismatch', () => {
  it('is an errno that no outcome has, and says which was expected', () => {
    const judgement = judge(good().map((item) => (item.type === 'result' && item.index === 1 ? { ...item, errno: 12 } : item)));
    expect(judgement.verdict).toBe('model-mismatch');
    expect(judgement.findings).toMatchObject([{ kind: 'errno', operation: 1, title: 'write "online_movable" to memory32/state: ENOMEM instead of OK' }]);
  });

  it('is an errno that no outcome has, whose evidence is also what that failure did not leave as it was', () => {
    const failing = (change: (observation: Observation) => Observation): Judgement => judge(faithful({}, [bindTo(), bindTo()]).map((item) => {
      if (item.type === 'result' && item.index === 1) return { ...item, errno: 12 };
      return item.type === 'observed' && item.index === 1 ? { ...item, observation: change(item.observation) } : item;
    }));
    const facts = ({ findings }: Judgement): string[][] => findings.slice(0, 1).map(({ kind, differences }) => [kind, ...differences.map(({ fact }) => fact)]);
    expect(facts(failing((observation) => observation))).toEqual([['errno', 'errno']]);
    expect(facts(failing((observation) => ({ ...observation, blocks: observation.blocks.slice(0, -1) })))).toEqual([expect.arrayContaining(['errno', 'memory39/state'])]);
  });

  it('is a fact that differs, and the echo of it is not another', () => {
    const judgement = judge(good().map((item) => (item.type === 'observed' && item.index === 1
      ? { ...item, observation: { ...item.observation, zones: item.observation.zones.map((zone) => ({ ...zone, managed: zone.zone === 'Movable' && zone.node === 1 ? 32256 as never : zone.managed })) } } : item)));
    expect(judgement.findings).toHaveLength(1);
    expect(judgement.findings[0]).toMatchObject({ kind: 'state', operation: 1, differences: [{ fact: 'node1/Movable/managed', expected: '32768', seen: '32256' }] });
    expect(judgement.checkedOperations).toBe(1);
  });

  it('in a tally is told once, and all the rest is still held against the model', () => {
    const bent = (from: number, state: string): Judgement => judge(good().map((item) => (item.type === 'observed' && item.index >= from
      ? { ...item, observation: { ...item.observation, nodeMasks: { ...item.observation.nodeMasks, hasNormalMemory: [0, 1] as never }, blocks: item.observation.blocks.map((block) => (item.index === 2 && block.number === 32 ? { ...block, state } : block)) } } : item)));
    const { findings: [mask, ...others], checkedOperations } = bent(1, 'offline');
    expect(mask).toMatchObject({ kind: 'state', operation: 1, title: 'after write "online_movable" to memory32/state: node/has_normal_memory differs from the prediction' });
    expect([others, checkedOperations]).toEqual([[], LINE.length]);
    expect(bent(1, 'going-offline').findings).toMatchObject([{ operation: 1 }, { operation: 2, differences: [{ fact: 'memory32/state' }] }]);
  });

  it('is a block that should not be there, and one that is missing', () => {
    for (const change of [(blocks: readonly unknown[]) => blocks.slice(0, -1), (blocks: readonly unknown[]) => [...blocks, { ...(blocks.at(-1) as object), number: 77 }]]) {
      const judgement = judge(good().map((item) => (item.type === 'observed' && item.index === 0
        ? { ...item, observation: { ...item.observation, blocks: change(item.observation.blocks) as never } } : item)));
      expect(judgement.verdict).toBe('model-mismatch');
      expect(judgement.findings[0]?.differences.map(({ fact }) => fact)).toContain(change([1, 2]).length === 1 ? 'memory39/state' : 'memory77/state');
    }
  });

  it('is a default of the attribute that is not its driver\'s', () => {
    expect(judge(faithful({ attribute: '1' }, LINE))).toMatchObject({ verdict: 'model-mismatch', findings: [{ operation: -1 }] });
  });

  it('is a warning in the log of a guest that otherwise did well', () => {
    const judgement = judge([...before('completed'), warning, { type: 'completed' }]);
    expect(judgement).toMatchObject({ verdict: 'model-mismatch', findings: [{ kind: 'log', title: 'WARNING: try_remove_memory' }] });
  });
});

describe('calls', () => {
  const leaky = (): Evidence[] => good().map((item) => (item.type === 'called' ? { ...item, calls: item.calls.filter(({ fn }) => fn !== 'memory_block_release') } : item));

  it('that are missing are found at the operation and in the balance, and do not end the scenario', () => {
    const judgement = judge(leaky());
    expect(judgement.verdict).toBe('model-mismatch');
    expect(judgement.checkedOperations).toBe(LINE.length);
    expect(judgement.findings.map(({ kind, title, operation }) => [kind, title, operation])).toEqual([
      ['calls', 'during unbind dax0.0 from kmem: memory_block_release: 0 calls instead of 8 calls', 3],
      ['conservation', 'memory_block leak: 8 created, 0 released', 3],
    ]);
  });

  it('that the kernel does not let anyone see are not missed', () => {
    const blind = leaky().map((item) => (item.type === 'call-witness' ? { ...item, observable: item.observable.filter(({ fn }) => fn !== 'memory_block_release') } : item));
    expect(judge(blind).verdict).toBe('pass');
  });

  it('are compared by their arguments and their order', () => {
    const one = judge(good().map((item) => (item.type === 'called' && item.index === 0 ? { ...item, calls: [...item.calls].reverse() } : item)));
    expect(one.findings[0]).toMatchObject({ kind: 'calls', operation: 0, differences: [{ fact: 'call 1 of 3, add_memory_driver_managed' }] });
  });

  it('show a leak per cycle once, with how much a cycle', () => {
    const cycles = faithful({}, [...LINE, ...LINE, ...LINE]).map((item) => (item.type === 'called' ? { ...item, calls: item.calls.filter(({ fn }) => fn !== 'memory_block_release') } : item));
    const { findings } = judge(cycles);
    expect(findings.map(({ title }) => title)).toEqual(['during unbind dax0.0 from kmem: memory_block_release: 0 calls instead of 8 calls', 'memory_block leak: 24 created, 0 released']);
    expect(findings[1]?.differences.at(-1)).toMatchObject({ seen: '8' });
  });
});

describe('a process that was cut off', () => {
  const [one, other, third] = [state(32, 'online_movable'), state(33, 'online_movable'), state(34, 'online_movable')];
  const bound = after({}, bindTo());
  /** Of the first two at once: the second was cut off, and this is what there is. */
  const left = (...done: Operation[]): Evidence[] => [
    ...faithful({}, [bindTo()]).slice(0, -1),
    { type: 'operation', index: 1, operation: { kind: 'together', operations: [one, other] as SingleOperation[] } },
    { type: 'result', index: 1, errno: 0, also: [4], cut: [1] },
    { type: 'called', index: 1, calls: done.flatMap((operation) => predict(bound, operation)[0]?.calls ?? []) },
    { type: 'observed', index: 1, observation: seen(after(bound, ...done)) },
    { type: 'completed' },
  ];

  it('counts as both: it has done its work, or not', () => {
    expect(judge(left(one, other)).verdict).toBe('pass');
    expect(judge(left(one)).verdict).toBe('pass');
  });

  it('excuses nothing else', () => {
    expect(judge(left(one, third)).verdict).toBe('model-mismatch');
    expect(judge(left(other)).verdict).toBe('model-mismatch');
  });

  it('hung where nobody makes it wait but another of its kind', () => {
    const region = { region: 2 * GIB, devices: [{ name: 'dax0.0', start: 4 * GIB, end: 5 * GIB }] } as const;
    const both = [resize(0), resize(2 * GIB)] as SingleOperation[];
    const { verdict, findings } = judge([
      ...faithful(region, [bindTo()]).slice(0, -1),
      { type: 'operation', index: 1, operation: { kind: 'together', operations: both } },
      { type: 'result', index: 1, errno: 0, also: [4], cut: [1] },
      { type: 'observed', index: 1, observation: seen(after(region, bindTo())) },
      { type: 'completed' },
    ]);
    expect(verdict).toBe('model-mismatch');
    expect(findings.map(({ title }) => title)).toEqual(['hang in at once write "0" to dax0.0/size and write "2147483648" to dax0.0/size']);
  });
});

describe('conservation', () => {
  const bent = (change: (observation: Observation) => Observation): Judgement => {
    const evidence = good();
    const last = evidence.findLastIndex(({ type }) => type === 'observed');
    return judge(evidence.map((item, place) => (place === last && item.type === 'observed' ? { ...item, observation: change(item.observation) } : item)));
  };
  it('misses the memory of the boot nodes that does not come back', () => {
    const { findings } = bent((now) => ({ ...now, zones: now.zones.map((zone) => (zone.node === 0 && zone.zone === 'DMA32' ? { ...zone, free: zone.free - 4096 as never } : zone)) }));
    expect(findings).toMatchObject([{ kind: 'state' }, { kind: 'conservation', differences: [{ fact: 'KiB of free memory missing', seen: '16384' }, {}] }]);
  });

  it('takes what a failed operation leaves behind as a breach, tells it once, and goes on', () => {
    const evidence = faithful({}, [bindTo(), bindTo(), state(32, 'online_movable')]).map((item) => (item.type === 'observed' && item.index >= 1
      ? { ...item, observation: { ...item.observation, vmstat: { ...item.observation.vmstat, nrMemmapPages: 9999 as never } } } : item));
    expect(judge(evidence)).toMatchObject({
      verdict: 'model-mismatch', checkedOperations: 3,
      findings: [{ kind: 'conservation', operation: 1, title: 'bind dax0.0 to kmem fails with EBUSY and does not give back what it took: nr_memmap_pages' }],
    });
  });
});
