import { describe, expect, it } from 'vitest';
import { definitions, PROBES, type Probe } from './probes.ts';
import { parseCalls } from './trace.ts';

/** How kprobe_events prints a value of each type `[kernel/trace/trace_probe.c:DEFINE_BASIC_PRINT_TYPE_FUNC]`. */
const PRINTED: Readonly<Record<string, string>> = { x64: '0x108000', u64: '512', s32: '-1', string: '"memory34"' };

/** The record that the kernel writes for a probe with these fetch arguments. */
function record({ fn }: Probe, fetch: string): string {
  const fields = fetch.split(' ').map((argument) => {
    const [, name = '', type = ''] = /^(\w+)=\S+:(\w+)$/.exec(argument) ?? [];
    return `${name}=${PRINTED[type] ?? `no way to print ${argument}`}`;
  });
  return ` agent-71      [000] d....    12.345678: ${fn}: (${fn}+0x0/0xb0) ${fields.join(' ')}\n`;
}

const CASES = PROBES.flatMap((probe) => probe.fetches.map((fetch) => ({ probe, fn: probe.fn, fetch })));

describe('a probe', () => {
  it.each(CASES)('of $fn makes lines that can be read: $fetch', ({ probe, fetch }) => {
    const [call, ...others] = parseCalls(record(probe, fetch));
    expect(others).toEqual([]);
    expect(call?.fn).toBe(probe.fn);
    expect(call && 'altmap' in call).toBe(fetch.includes('altmap='));
  });

  it('gives the same call by name and by register, but for an altmap whose place is not certain', () => {
    for (const probe of PROBES) {
      const calls = probe.fetches.map((fetch) => parseCalls(record(probe, fetch))[0]);
      for (const call of calls.slice(1)) expect({ ...calls[0], ...call }).toEqual(calls[0]);
    }
  });

  it('by register needs no BTF: no argument by its name', () => {
    const byRegister = PROBES.map(({ fetches }) => fetches.at(-1) ?? '');
    for (const fetch of byRegister) for (const argument of fetch.split(' ')) expect(argument).toMatch(/^\w+=(?:%\w\w|\+\d+\(.+\)):\w+$/);
  });

  it('is tried by every symbol with every way to fetch', () => {
    for (const probe of PROBES) expect(definitions(probe)).toHaveLength(probe.symbols.length * probe.fetches.length);
  });
});
