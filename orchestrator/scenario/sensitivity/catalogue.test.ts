import { expect, it } from 'vitest';
import { describe, type Operation } from '../../model/operation.ts';
import { predict } from '../../model/predict.ts';
import type { World } from '../../model/world.ts';
import { start } from '../../testing/start.ts';
import { begin } from '../../model/start.ts';
import { strikeOf } from '../../model/transitions/strike.ts';
import { stepsSource } from '../source.ts';
import { CATALOGUE } from './catalogue.ts';
import { mutated } from './mutant.ts';

/** SEMANTICS 12. */
const ROWS = ['M1', 'M2', 'M3', 'M4', 'M5', 'M7', 'M8', 'M9', 'M10', 'M11', 'M13', 'M14', 'M15', 'M18', 'M20', 'M21', 'M22', 'M23', 'M25', 'M27', 'M29', 'M31', 'M33', 'M35', 'M41', 'M42'];

it('has at least 25 mutants, each with a name of its own and rows that there are, and few that survive', () => {
  expect(CATALOGUE.length).toBeGreaterThanOrEqual(25);
  expect(new Set(CATALOGUE.map(({ name }) => name)).size).toBe(CATALOGUE.length);
  for (const { rows } of CATALOGUE) expect(ROWS).toEqual(expect.arrayContaining([...rows]));
  expect(CATALOGUE.filter(({ survives }) => survives).length / CATALOGUE.length).toBeLessThan(0.05);
});

it('is held to what a sound kernel does: none is an error path', () => {
  expect(CATALOGUE.filter(({ fault }) => strikeOf(fault) !== undefined)).toEqual([]);
});

it('is armed for what it is about, where that comes to something', () => {
  const next = mutated(stepsSource([
    { kind: 'write-state', value: 'online', blocks: 'all' }, { kind: 'bind' }, { kind: 'write-state', value: 'online_movable', blocks: [0] }, { kind: 'write-state', value: 'online', blocks: [0] },
    { kind: 'write-state', value: 'offline', blocks: [0, 1] },
  ], {}), { during: 'online', fault: { in: 'online_pages', at: { call: 1 }, does: { kind: 'skip' } } });
  const done: Operation[] = [];
  let world: World = begin(start());
  for (let operation = next(world); operation; operation = next(world)) {
    done.push(operation);
    world = predict(world, operation)[0]?.world ?? world;
  }
  expect(done.map(describe)).toEqual([
    'bind dax0.0 to kmem', 'write "online_movable" to memory32/state (call 1 of online_pages does nothing)', 'write "online" to memory32/state', 'write "offline" to memory32/state', 'write "offline" to memory33/state',
  ]);
});
