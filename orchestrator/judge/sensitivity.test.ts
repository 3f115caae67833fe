/** The judge alone: what is recorded of a good guest is changed field by field, and whatever nobody notices must be on the list, with its reason. */
import { expect, it } from 'vitest';
import { z } from 'zod';
import { EVIDENCE } from '../archive/evidence-schema.ts';
import { ERRNO, type Operation } from '../model/operation.ts';
import { evidenceOf } from '../testing/second-opinion/evidence.ts';
import { ImaginedKernel } from '../testing/second-opinion/imagined-kernel.ts';
import { observe } from '../testing/second-opinion/sysfs.ts';
import { GIB } from '../model/units.ts';
import { start } from '../testing/start.ts';
import { attribute, bindTo, fill, inject, pin, poison, RELEASE, state, unbindFrom } from '../testing/worlds.ts';
import { judge } from './conclude.ts';
import type { Evidence } from './evidence.ts';
import { UNNOTICED, UNTRIED } from './unnoticed.ts';

const OPERATIONS: readonly Operation[] = [
  attribute('1'), inject('MEM_GOING_ONLINE', 'EIO'), inject('MEM_GOING_ONLINE', 'OK'), bindTo(), state(32, 'online_movable'), state(33, 'online_kernel'), state(34, 'online_movable'), fill(16), pin(34), RELEASE, poison(34, 20_000),
  state(32, 'offline'), state(33, 'offline'), state(34, 'offline'), unbindFrom(),
];
const kernel = (): ImaginedKernel => new ImaginedKernel(start({ faults: true, region: 2 * GIB }));
const GOOD = withConsole(evidenceOf(kernel(), OPERATIONS));
/** A bind during which a chunk fails, and one whose calls are counted. */
const FAULTED = evidenceOf(kernel(), [attribute('1'), ...[{ kind: 'fail', errno: 'ENOMEM' } as const, { kind: 'count' } as const].map((does, place): Operation => (
  { kind: 'bind', device: 'dax0.0', fault: { in: 'create_memory_block_devices', at: { call: 3 - 2 * place }, does } })), unbindFrom()]);
/** Two writes at once, both refused. */
const TOGETHER: readonly Evidence[] = [
  ...GOOD.slice(0, 3), { type: 'operation', index: 0, operation: { kind: 'together', operations: [attribute('garbage'), attribute('2')].flatMap((one) => (one.kind === 'together' ? [] : [one])) } },
  { type: 'result', index: 0, errno: ERRNO.EINVAL, also: [ERRNO.EINVAL] }, { type: 'called', index: 0, calls: [] },
  { type: 'observed', index: 0, observation: observe(kernel()) }, { type: 'completed' },
];
const GOODS = [GOOD, TOGETHER, FAULTED];
/** What is seen of guests, and what of operations it is seen by. The console's lines are tried by the logs of log/fixtures. */
const TRIED = ['booted', 'call-witness', 'baseline', 'observed', 'called', 'result', 'fault', 'log-account'] as const;

/** With the markers of operations on the console, and the agent's account of them. */
function withConsole(evidence: readonly Evidence[]): Evidence[] {
  return evidence.flatMap((item): Evidence[] => {
    if (item.type !== 'observed') return [item];
    const { index } = item;
    const [first, lines] = [100 + 2 * index, ['begin', 'end'].map((place) => `[    ${index}.000000] daxlab: operation ${index} ${place}`)];
    return [{ type: 'kernel-log', lines, operation: index }, { type: 'log-account', index, account: { first, next: first + 2, read: 2, overrun: false, printed: 2 } }, item];
  });
}

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

/** Another of the words that a field may have, where one that there is not would be read as none. */
const OTHER_WORDS: Readonly<Record<string, string>> = { fired: 'not-fired', offline: 'online', 'contig-zones': 'auto-movable', Y: 'N', OK: 'EIO' };

/** A little, and so much that no tolerance has room for it. */
function others(value: unknown): readonly unknown[] {
  if (typeof value === 'number') return [value + 1, value + 2 ** 24, value - 2 ** 24];
  if (typeof value === 'boolean') return [!value];
  return typeof value === 'string' ? [OTHER_WORDS[value] ?? `${value}x`] : [];
}

/** `observed.observation.zones[].free`: numbers of a list, and names that are values, left out. */
const field = (type: string, path: Path): string => `${type}${path.map((key) => (typeof key === 'number' ? '[]' : /^(?:0x|\/)/.test(key) ? '{}' : `.${key}`)).join('')}`;

/** Changes of one field that nobody notices at one moment. */
const ENOUGH = 150;

/** A start that no machine can have is noticed too. */
function passes(evidence: readonly Evidence[]): boolean {
  try {
    return judge(evidence).verdict === 'pass';
  } catch {
    return false;
  }
}

it('passes what is good', () => {
  for (const good of GOODS) expect(judge(good)).toMatchObject({ verdict: 'pass', findings: [] });
});

/** Some ten thousand judgements: 15 s on an idle machine, ten times that on a busy one. */
const DEADLINE = { timeout: 600_000 };

it('notices every recorded field, but for those that are listed with a reason', DEADLINE, () => {
  const noticed = new Set<string>();
  const unnoticed = new Map<string, Map<number, number>>();
  const attempt = (good: readonly Evidence[], place: number, name: string, changed: unknown): void => {
    const tries = unnoticed.get(name) ?? new Map<number, number>();
    const here = tries.get(place) ?? 0;
    if (noticed.has(name) || here >= ENOUGH) return;
    if (passes(good.with(place, changed as Evidence))) unnoticed.set(name, tries.set(place, here + 1));
    else noticed.add(name);
  };
  for (const good of GOODS) good.forEach((evidence, place) => {
    if (!TRIED.some((type) => type === evidence.type)) return;
    for (const [path, value] of leaves(evidence)) {
      if (path[0] === 'type' || path[0] === 'index') continue;
      for (const other of others(value)) attempt(good, place, field(evidence.type, path), replaced(evidence, path, () => other));
    }
    for (const path of lists(evidence)) attempt(good, place, `${field(evidence.type, path)} without its last`, replaced(evidence, path, (list) => (list as unknown[]).slice(0, -1)));
  });
  const left = [...unnoticed.keys()].filter((name) => !noticed.has(name)).sort();
  expect(left.filter((name) => !UNNOTICED.some((one) => one.field.test(name)))).toEqual([]);
  // What is on the list is not noticed: a reason that has gone must go too.
  expect(UNNOTICED.filter((one) => !left.some((name) => one.field.test(name)))).toEqual([]);
  expect(noticed.size).toBeGreaterThan(40);
});

/** What is used of JSON Schema, which zod writes its schemas as. */
interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** Where a record may have a value, as a pattern of the names above. */
function* places({ anyOf = [], oneOf = [], properties, additionalProperties, items }: JsonSchema, at: string): Generator<string> {
  const branches = [...anyOf, ...oneOf];
  for (const branch of branches) yield* places(branch, at);
  for (const [key, inner] of Object.entries(properties ?? {})) yield* places(inner, `${at}\\.${key}`);
  if (typeof additionalProperties === 'object') yield* places(additionalProperties, `${at}(?:\\{\\}|\\.[^.[]+)`);
  if (items) yield* places(items, `${at}\\[\\]`);
  if (branches.length === 0 && !properties && typeof additionalProperties !== 'object' && !items) yield at;
}

const ENVELOPE = ['v', 't', 'item', 'attempt', 'type', 'index'];

it('has tried every field that a record may have, but for those that are listed with a reason', () => {
  const tried = new Set(GOODS.flat().flatMap((evidence) => [...leaves(evidence)].map(([path]) => field(evidence.type, path))));
  const untried = EVIDENCE.flatMap((schema) => {
    const type = schema.shape.type.value;
    // The first observation is tried as those that follow are, but for what there is not yet.
    if (type === 'baseline' || !TRIED.some((one) => one === type)) return [];
    const found = [...new Set(places(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as JsonSchema, ''))].map((place) => `${type}${place}`);
    return found.filter((place) => !ENVELOPE.some((key) => place === `${type}\\.${key}`) && ![...tried].some((name) => new RegExp(`^${place}$`).test(name)));
  }).map((place) => place.replaceAll('\\', ''));
  // Both ways: a reason that has gone must go too.
  expect(untried).toEqual(UNTRIED.map((one) => one.field));
});
