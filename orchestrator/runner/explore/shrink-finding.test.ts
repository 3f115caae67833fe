import { expect, it } from 'vitest';
import { InfrastructureError } from '../../lab/errors.ts';
import type { Operation } from '../../model/operation.ts';
import { begin } from '../../model/start.ts';
import { fakeBoot } from '../../testing/guest.ts';
import { leakyBoot, LEAK, LEAKING } from '../../testing/leaky-guest.ts';
import { start } from '../../testing/start.ts';
import { attribute, bindTo, state, unbindFrom } from '../../testing/worlds.ts';
import type { Boot } from '../guest.ts';
import type { Row } from '../run-plan.ts';
import { shrinkFinding, type Shrinking } from './shrink-finding.ts';

const ROW = { item: { scenario: 'x', machine: 'hmem', kernel: 'debian:6.12.43', policy: 'default' }, scenario: { name: 'x', description: '', requires: [], steps: [] } } as unknown as Row;

async function shrunk(boot: Boot, operations: readonly Operation[], changes: Partial<Shrinking> = {}) {
  const told: string[] = [];
  const result = await shrinkFinding({
    row: ROW, boot, deadlines: { boot: 100, marker: 100, end: 100 }, fingerprint: LEAK, start: begin(start()), operations, guesses: [],
    progress: (what) => { told.push(what); }, signal: new AbortController().signal, ...changes,
  });
  return { ...result, told };
}

it('leaves what shows the finding, and counts guests', async () => {
  const { operations, shown, of, guests, told } = await shrunk(leakyBoot(), LEAKING);
  expect(operations).toEqual([attribute('1'), bindTo(), unbindFrom()]);
  expect([shown, of]).toEqual([1, 1]);
  expect(guests).toBeGreaterThan(3);
  expect(told.at(-1)).toMatch(/^shrinking 3 operations: trying \d \(guest \d+\)$/);
});

it('tries guesses first, and goes on from one that shows it', async () => {
  const long = await shrunk(leakyBoot(), LEAKING);
  const guessed = await shrunk(leakyBoot(), LEAKING, { guesses: [[bindTo(), unbindFrom()], [attribute('1'), bindTo(), state(32, 'online'), state(32, 'offline'), unbindFrom()]] });
  expect(guessed.operations).toEqual(long.operations);
  expect(guessed.guests).toBeLessThan(long.guests);
});

it('tries a finding that comes and goes as often as it takes to drop a candidate', async () => {
  const { operations, shown, of } = await shrunk(leakyBoot({ every: 2 }), LEAKING);
  expect([shown, of]).toEqual([2, 4]);
  expect(operations).toEqual([attribute('1'), bindTo(), unbindFrom()]);
});

it('tells each smaller sequence that shows it, for who interrupts', async () => {
  const smaller: number[] = [];
  const { operations } = await shrunk(leakyBoot(), LEAKING, { smaller: (found) => { smaller.push(found.length); } });
  expect(smaller.at(-1)).toBe(operations.length);
  expect(smaller).toEqual(smaller.toSorted((one, other) => other - one));
});

it('leaves everything as it is where it does not show again', async () => {
  expect(await shrunk(fakeBoot({}, undefined).boot, LEAKING)).toMatchObject({ operations: LEAKING, shown: 0, of: 4, guests: 4 });
});

it('takes guests that came to nothing for no word about it', async () => {
  expect(await shrunk(fakeBoot({}, new InfrastructureError({ doing: 'starting QEMU' })).boot, LEAKING)).toMatchObject({ shown: 0, of: 0, guests: 8 });
});
