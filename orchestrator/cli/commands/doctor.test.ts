import { expect, it } from 'vitest';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import type { Fact } from '../../lab/toolchain/facts.ts';
import { daxlab } from '../fixtures/recorder.ts';

const scratch = scratchFolder();

it('tells of everything that a run needs, and answers 3 where something is missing', async () => {
  const { out, status } = await daxlab('doctor', '--json', '--cache', scratch());
  const facts = JSON.parse(out) as Fact[];
  expect(facts.map(({ name }) => name)).toEqual(expect.arrayContaining(['Node', 'free memory', 'apt-get', 'mirror', 'cache folder', 'kernels in the cache']));
  expect(facts.filter(({ ok, next }) => !ok && next === undefined)).toEqual([]);
  expect(status).toBe(facts.every(({ ok }) => ok) ? 0 : 3);
});

it('has a line per fact', async () => {
  const { out } = await daxlab('doctor', '--cache', scratch());
  expect(out).toMatch(/^ok {7}Node: v/);
  expect(out).toContain(scratch());
});
