import { beforeAll, describe, expect, it } from 'vitest';
import { LEAKING_ROW, present, readLeak, type Leak } from '../fixtures/leak.ts';
import type { Step } from './row-shape.ts';

let leak: Leak;
beforeAll(async () => { leak = await readLeak(); });

const step = (index: number): Step => present(leak.detail.steps.find((each) => each.index === index));
const unbind = (): Step => present(leak.detail.steps.find(({ failed }) => failed));

describe('the leak of 6.12.43, step by step', () => {
  it('has every operation with what it may come to and what it came to', () => {
    expect(step(0)).toMatchObject({ what: 'write "1" to dax0.0/memmap_on_memory', allowed: ['OK'], errno: 'OK', failed: false });
    expect(step(1)).toMatchObject({ what: 'write "garbage" to dax0.0/memmap_on_memory', allowed: ['EINVAL'], errno: 'EINVAL' });
    const times = leak.detail.steps.flatMap(({ at, returned = NaN, observed = NaN }) => [at, returned, observed]);
    expect(times).toEqual([...times].sort((one, other) => one - other));
  });

  it('shows the releases that are missing among the calls', () => {
    expect(unbind().what).toBe('unbind dax0.0 from kmem');
    const missing = unbind().calls.filter(({ fate }) => fate === 'missing');
    expect(missing.map(({ fn, calls }) => [fn, ...calls])).toEqual([34, 35, 36, 37, 38, 39, 40, 41].map((block) => ['memory_block_release', `memory${block}`]));
    expect(unbind().calls.some(({ fate }) => fate === 'unexpected')).toBe(false);
  });

  it('has the facts that a bind changes, all as predicted, and tells how many did not', () => {
    const { facts, unchanged } = step(2);
    expect(facts).toContainEqual({ fact: 'memory34/state', before: undefined, predicted: 'offline', seen: 'offline' });
    expect(facts.filter(({ differs }) => differs)).toEqual([]);
    expect(unchanged).toBeGreaterThan(50);
  });

  it('has the lines of the control channel, and of the console within the operation that they belong to', () => {
    const { console: lines, qmp } = leak.detail;
    expect(qmp).toHaveLength(12);
    for (const { at } of qmp) expect(at > 0 && at < leak.detail.took + 1000, String(at)).toBe(true);
    for (const { index, at, observed = 0 } of leak.detail.steps) {
      const begin = lines.find(({ text }) => text.endsWith(`daxlab: operation ${index} begin`));
      expect(begin?.at).toBeCloseTo(at, 1);
      expect(lines.find(({ text }) => text.endsWith(`daxlab: operation ${index} end`))?.at).toBeLessThanOrEqual(observed);
    }
  });

  it('is one line for a row that passed', () => {
    expect(leak.page.rows.map(({ id, verdict }) => [id, verdict])).toContainEqual(['stuck.cxl.debian-6.12.43.default', 'pass']);
    expect(leak.page.details.map(({ id }) => id)).toEqual([LEAKING_ROW]);
  });
});
