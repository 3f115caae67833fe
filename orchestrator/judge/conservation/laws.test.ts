import { describe, expect, it } from 'vitest';
import type { Call } from '../../model/calls.ts';
import type { Observation } from '../../model/observation.ts';
import type { Operation } from '../../model/operation.ts';
import { predict } from '../../model/predict.ts';
import { begin as beginWorld } from '../../model/start.ts';
import { blockNumber, bytes, kibibytes, nodeId, pages } from '../../model/units.ts';
import { WITNESS } from '../../testing/evidence.ts';
import { seen } from '../../testing/seen.ts';
import { start } from '../../testing/start.ts';
import { ask, attribute, bindTo, state, unbindFrom } from '../../testing/worlds.ts';
import { begin, called, observed } from './history.ts';
import { breaches } from './laws.ts';

interface Bend {
  readonly from?: Observation;
  /** What is bent: the observation and the calls of the last operation. */
  readonly shows?: (observation: Observation) => Observation;
  readonly calls?: (calls: readonly Call[]) => readonly Call[];
}

/** Facts that are breached when the operations are done and the last one shows or calls something else. */
function breached(operations: readonly Operation[], { from = start(), shows = (same) => same, calls = (same) => same }: Bend = {}): string[] {
  let world = beginWorld(from);
  let history = begin(from, { type: 'call-witness', ...WITNESS });
  for (const [index, operation] of operations.entries()) {
    const [outcome] = predict(world, operation);
    if (!outcome) throw new Error('no outcome');
    world = outcome.world;
    const last = index === operations.length - 1;
    history = called(history, last ? calls(outcome.calls) : outcome.calls);
    history = observed(history, { operation: index, observation: last ? shows(seen(world)) : seen(world) });
  }
  return breaches(history).flatMap(({ title, differences }) => [title, ...differences.map(({ fact }) => fact)]);
}

const removed = [attribute('1'), bindTo(), unbindFrom()];
const added = [attribute('1'), bindTo(), state(32, 'online_movable'), state(33, 'online_movable')];
const without = (fn: Call['fn'], block?: number) => (calls: readonly Call[]) => calls.filter((call) => call.fn !== fn || (block !== undefined && 'block' in call && call.block !== blockNumber(block)));
const zone = (node: number, name: string, change: (zone: Observation['zones'][number]) => Partial<Observation['zones'][number]>) => (now: Observation): Observation => ({
  ...now, zones: now.zones.map((one) => (one.node === nodeId(node) && one.zone === name ? { ...one, ...change(one) } : one)),
});
const NOT_BACK = 'removing everything does not bring back what was there before';

it('nothing is breached where all is well, at any moment', () => {
  for (let count = 1; count <= removed.length; count++) expect(breached(removed.slice(0, count))).toEqual([]);
  for (let count = 1; count <= added.length; count++) expect(breached(added.slice(0, count))).toEqual([]);
  expect(breached([...added, state(33, 'offline'), state(32, 'offline'), unbindFrom()])).toEqual([]);
});

describe('what does not return once everything is removed', () => {
  it.each<[string, (now: Observation) => Observation]>([
    ['CommitLimit', (now) => ({ ...now, meminfo: { ...now.meminfo, commitLimit: kibibytes(1) } })],
    ['node0/DMA32/managed', zone(0, 'DMA32', ({ managed }) => ({ managed: pages(managed - 1) }))],
    ['node0/MemTotal', (now) => ({ ...now, nodes: now.nodes.map((node) => ({ ...node, memTotal: kibibytes(node.memTotal - 4) })) })],
    ['node/has_normal_memory', (now) => ({ ...now, nodeMasks: { ...now.nodeMasks, hasNormalMemory: [] } })],
  ])('is a finding: %s', (fact, shows) => {
    expect(breached(removed, { shows })).toEqual([NOT_BACK, fact]);
  });

  it('may be min_free_kbytes: it depends on watermarks, which depend on it', () => {
    expect(breached(removed, { shows: (now) => ({ ...now, minFreeKbytes: kibibytes(now.minFreeKbytes + 4) }) })).toEqual([]);
  });

  it('may be a node that was online without anything, and no other', () => {
    const idle = (now: Observation): Observation => ({ ...now, nodeMasks: { ...now.nodeMasks, online: [nodeId(0), nodeId(1)] }, nodes: [...now.nodes, { node: nodeId(1), memTotal: kibibytes(0), memFree: kibibytes(0) }] });
    expect(breached(removed, { from: idle(start()) })).toEqual([]);
    expect(breached(removed, { shows: idle })).toEqual([NOT_BACK, 'node/online', 'node1/MemTotal']);
  });
});

describe('ranges', () => {
  it('are sets: a block that stands for another is a breach', () => {
    const shows = (now: Observation): Observation => ({ ...now, blocks: now.blocks.map((block) => (block.number === blockNumber(39) ? { ...block, number: blockNumber(50) } : block)) });
    expect(breached([bindTo()], { shows })).toContain('blocks that System RAM in /proc/iomem covers beyond the start');
  });

  it('are present in the zone that their blocks name, and spanned by it', () => {
    expect(breached(added, { shows: zone(1, 'Movable', ({ present }) => ({ present: pages(present - 512) })) })).toContain('node1/Movable: pages present by its blocks');
    expect(breached(added, { shows: zone(1, 'Movable', ({ spanned }) => ({ spanned: pages(spanned + 512) })) })).toContain('node1/Movable: pages spanned by its blocks');
  });

  it('are not those of a device that was asked to take its memory out', () => {
    expect(breached([bindTo(), ask('unplugged')], { from: start({ release: '7.3.4' }) })).toEqual([]);
  });

  it('are those of dax devices', () => {
    const moved = (now: Observation): Observation => ({ ...now, dax: now.dax.map((device) => ({ ...device, mappings: device.mappings.map(({ start: first, end }) => ({ start: first, end: bytes(end + 2 ** 30) })) })) });
    expect(breached([bindTo()], { shows: moved })).toEqual(['memory blocks, iomem, zones and dax devices disagree about which ranges exist', 'blocks of dax devices bound to kmem that are not in /proc/iomem']);
    const elsewhere = (now: Observation): Observation => ({ ...now, iomem: now.iomem.map((entry) => (entry.name.includes('kmem') ? { ...entry, start: bytes(entry.start + 2 ** 30), end: bytes(entry.end + 2 ** 30) } : entry)) });
    expect(breached([bindTo()], { shows: elsewhere })).toContain('blocks of System RAM (kmem) that no dax device has');
    // One that was destroyed leaves behind what was online of it.
    expect(breached([bindTo()], { shows: (now) => ({ ...now, dax: [] }) })).toEqual([]);
  });
});

describe('calls', () => {
  it('release every block once: one twice does not stand for another', () => {
    expect(breached(removed, { calls: without('memory_block_release', 33) })).toContain('memory_block leak: 8 created, 7 released');
    const swapped = (calls: readonly Call[]): Call[] => calls.map((call) => (call.fn === 'memory_block_release' && call.block === blockNumber(33) ? { ...call, block: blockNumber(34) } : call));
    expect(breached(removed, { calls: swapped })).toEqual(['memory_block objects are not released once each, when their block goes', 'blocks that were released more or less often than they went']);
  });

  it('unmap what they mapped', () => {
    expect(breached(removed, { calls: without('arch_remove_memory') })).toContain('blocks mapped by arch_add_memory more often than they are there');
    expect(breached(removed, { calls: (calls) => [...calls, ...calls.filter(({ fn }) => fn === 'arch_remove_memory')] })).toContain('blocks unmapped by arch_remove_memory more often than they were mapped');
  });

  it('take a memmap out of use with its block', () => {
    expect(breached([...added, state(32, 'offline')], { calls: without('mhp_deinit_memmap_on_memory') })).toContain('blocks whose memmap is in use while they are not online, or not while they are');
  });

  it('bring pages online that are then managed, and go as they came', () => {
    expect(breached(added, { calls: (calls) => calls.map((call) => (call.fn === 'online_pages' ? { ...call, count: pages(call.count - 1) } : call)) })).toContain('pages managed beyond the start, by online_pages of the blocks that are online');
    expect(breached([...added, state(32, 'offline')], { calls: without('offline_pages') })).toContain('blocks that went offline otherwise than they went online');
  });
});
