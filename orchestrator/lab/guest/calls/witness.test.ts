import { describe, expect, it } from 'vitest';
import { InfrastructureError } from '../../errors.ts';
import { definitions, PROBES } from './probes.ts';
import { readWitness, traceReplySchema, traceRequest } from './witness.ts';

/** What a kernel answers that takes the definition at `place` of each probe, where there is one. */
const taking = (place: (fn: string) => number): { id: number; taken: Record<string, string>; refused: Record<string, number> } => ({
  id: 1, taken: Object.fromEntries(PROBES.flatMap((probe) => (definitions(probe)[place(probe.fn)] === undefined ? [] : [[probe.fn, definitions(probe)[place(probe.fn)]]]))) as Record<string, string>, refused: {},
});
const BLIND = 99;

describe('the call witness', () => {
  it('sees everything, altmaps included, where the kernel takes arguments by name', () => {
    const { observable, missing } = readWitness(taking(() => 0));
    expect(missing).toEqual([]);
    expect(observable.map(({ fn }) => fn)).toEqual(PROBES.map(({ fn }) => fn));
    expect(observable.filter(({ altmap }) => altmap).map(({ fn }) => fn)).toEqual(['arch_add_memory', 'create_memory_block_devices', 'arch_remove_memory']);
  });

  it('sees no altmap where only the range is certain', () => {
    const { observable } = readWitness(taking((fn) => (fn === 'create_memory_block_devices' ? 1 : 0)));
    expect(observable.find(({ fn }) => fn === 'create_memory_block_devices')).toEqual({ fn: 'create_memory_block_devices', altmap: false });
  });

  it('says unsupported, and why, of what it cannot see', () => {
    const reply = { ...taking((fn) => (fn.startsWith('mhp_') || fn === 'offline_pages' ? BLIND : 0)), refused: { mhp_init_memmap_on_memory: 2, offline_pages: 22 } };
    expect(readWitness(reply).missing).toEqual([
      { fn: 'mhp_init_memmap_on_memory', why: 'unsupported (inlined or absent, or no CONFIG_KPROBE_EVENTS)' },
      { fn: 'mhp_deinit_memmap_on_memory', why: 'unsupported (inlined or absent, or no CONFIG_KPROBE_EVENTS)' },
      { fn: 'offline_pages', why: 'unsupported (kprobe_events: errno 22)' },
    ]);
    expect(readWitness(reply).observable.map(({ fn }) => fn)).not.toContain('offline_pages');
  });

  it('is infrastructure where probes were made and cannot be read', () => {
    expect(() => readWitness({ id: 1, failed: 16 })).toThrow(InfrastructureError);
    expect(() => readWitness({ id: 1, failed: 16 })).toThrow(/errno 16/);
  });

  it('asks for every function of the hotplug path once', () => {
    const { probes } = traceRequest() as { probes: { fn: string; definitions: string[] }[] };
    expect(new Set(probes.map(({ fn }) => fn)).size).toBe(PROBES.length);
    for (const probe of probes) for (const definition of probe.definitions) expect(definition).toMatch(new RegExp(`^p:daxlab/${probe.fn} \\w+ \\w+=`));
  });

  it('takes an answer of another shape for none', () => {
    expect(traceReplySchema.safeParse({ id: 1, taken: {} }).success).toBe(false);
    expect(traceReplySchema.safeParse({ id: 1, taken: { online_pages: 'p:…' }, refused: { offline_pages: 2 } }).success).toBe(true);
  });
});
