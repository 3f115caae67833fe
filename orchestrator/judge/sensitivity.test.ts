/** The judge alone: what is recorded of a good guest is changed field by field, and whatever nobody notices must be on the list, with its reason. */
import { expect, it } from 'vitest';
import type { Operation } from '../model/operation.ts';
import { evidenceOf } from '../testing/second-opinion/evidence.ts';
import { ImaginedKernel } from '../testing/second-opinion/imagined-kernel.ts';
import { start } from '../testing/start.ts';
import { attribute, bindTo, inject, poison, state, unbindFrom } from '../testing/worlds.ts';
import { judge } from './conclude.ts';
import type { Evidence } from './evidence.ts';
import { UNNOTICED } from './unnoticed.ts';

const OPERATIONS: readonly Operation[] = [
  attribute('1'), inject('MEM_GOING_ONLINE', 'EIO'), inject('MEM_GOING_ONLINE', 'OK'), bindTo(), state(32, 'online_movable'), state(33, 'online_kernel'), state(34, 'online_movable'), poison(34, 20_000),
  state(32, 'offline'), state(33, 'offline'), state(34, 'offline'), unbindFrom(),
];
const GOOD = evidenceOf(new ImaginedKernel(start({ faults: true })), OPERATIONS);

type Path = readonly (string | number)[];

/** Every value that is no list or object, by where it stands. */
function* leaves(value: unknown, path: Path = []): Generator<readonly [Path, unknown]> {
  if (typeof value !== 'object' || value === null) yield [path, value];
  else for (const [key, inner] of Object.entries(value)) yield* leaves(inner, [...path, Array.isArray(value) ? Number(key) : key]);
}

/** Lists that could miss an entry. */
function* lists(value: unknown, path: Path = []): Generator<Path> {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value) && value.length > 0) yield path;
  for (const [key, inner] of Object.entries(value)) yield* lists(inner, [...path, Array.isArray(value) ? Number(key) : key]);
}

function replaced(value: unknown, [key, ...rest]: Path, make: (old: unknown) => unknown): unknown {
  if (key === undefined) return make(value);
  if (Array.isArray(value)) return value.map((one: unknown, place) => (place === key ? replaced(one, rest, make) : one));
  return { ...(value as object), [key]: replaced((value as Record<string, unknown>)[key], rest, make) };
}

/** A little, and so much that no tolerance has room for it. */
function others(value: unknown): readonly unknown[] {
  if (typeof value === 'number') return [value + 1, value + 2 ** 24, value - 2 ** 24];
  if (typeof value === 'boolean') return [!value];
  return typeof value === 'string' ? [`${value}x`] : [];
}

/** `observed.observation.zones[].free`: numbers of a list, and names that are values, left out. */
const field = (type: string, path: Path): string => `${type}${path.map((key) => (typeof key === 'number' ? '[]' : /^(?:0x|\/)/.test(key) ? '{}' : `.${key}`)).join('')}`;

/** Changes of one field that nobody notices at one moment. */
const ENOUGH = 150;

const passes = (evidence: readonly Evidence[]): boolean => judge(evidence).verdict === 'pass';

it('passes what is good', () => {
  expect(judge(GOOD)).toMatchObject({ verdict: 'pass', findings: [] });
});

it('notices every recorded field, but for those that are listed with a reason', () => {
  const noticed = new Set<string>();
  const unnoticed = new Map<string, Map<number, number>>();
  const attempt = (place: number, name: string, changed: unknown): void => {
    const tries = unnoticed.get(name) ?? new Map<number, number>();
    const here = tries.get(place) ?? 0;
    if (noticed.has(name) || here >= ENOUGH) return;
    if (passes(GOOD.with(place, changed as Evidence))) unnoticed.set(name, tries.set(place, here + 1));
    else noticed.add(name);
  };
  GOOD.forEach((evidence, place) => {
    if (!['observed', 'called', 'result'].includes(evidence.type)) return;
    for (const [path, value] of leaves(evidence)) {
      if (path[0] === 'type' || path[0] === 'index') continue;
      for (const other of others(value)) attempt(place, field(evidence.type, path), replaced(evidence, path, () => other));
    }
    for (const path of lists(evidence)) attempt(place, `${field(evidence.type, path)} without its last`, replaced(evidence, path, (list) => (list as unknown[]).slice(0, -1)));
  });
  const left = [...unnoticed.keys()].filter((name) => !noticed.has(name)).sort();
  expect(left.filter((name) => !UNNOTICED.some((one) => one.field.test(name)))).toEqual([]);
  // What is on the list is not noticed: a reason that has gone must go too.
  expect(UNNOTICED.filter((one) => !left.some((name) => one.field.test(name)))).toEqual([]);
  expect(noticed.size).toBeGreaterThan(40);
});
