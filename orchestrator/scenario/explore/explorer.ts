/** A sequence of random operations, each made for the world that the one before it left, and then the winding up. */
import type { Operation, SingleOperation } from '../../model/operation.ts';
import { predict } from '../../model/predict.ts';
import { obstacle } from '../../model/transitions/hold.ts';
import type { World } from '../../model/world.ts';
import type { Given } from '../expand.ts';
import type { Source } from '../source.ts';
import { struckNowAndThen } from './faults.ts';
import { MOVES, possible, type There } from './moves.ts';
import { pairOf, type Pair } from './pairs.ts';
import { pick, pickWeighted, randomOf, type Random } from './random.ts';
import { windUp } from './wind-up.ts';

export interface SequenceOf {
  readonly seed: number;
  /** Which of the seed's sequences, from 0. */
  readonly sequence: number;
  /** Operations before it is wound up. */
  readonly length: number;
  /** Processes that write at once: of what is drawn, a third is done by as many; 1 unless given. */
  readonly writers?: number | undefined;
  /** Whether functions of the kernel are made to fail, now and then. */
  readonly faults?: boolean | undefined;
}

/** The same numbers on the same machine give the same operations, as long as the kernel takes the same branches. */
export function explorer({ seed, sequence, length, writers = 1, faults = false }: SequenceOf, { dimms = [], expanders = [] }: Pick<Given, 'dimms' | 'expanders'>): Source {
  const random = randomOf(seed, sequence);
  const reached = new Set<Pair>();
  const winding = windUp();
  let done = 0;
  return (world) => {
    const operation = done++ < length ? manned(random, { world, dimms, expanders }, reached, writers) : undefined;
    if (!operation) return winding(world);
    return faults ? struckNowAndThen(random, world, operation) : operation;
  };
}

/** By one process or several. What QEMU does, and faults for all, are nobody's to do at once with others; nor is new_id, which is a write and then one bind after the other. */
function manned(random: Random, there: There, reached: Set<Pair>, writers: number): Operation | undefined {
  const first = novel(random, there, reached);
  if (writers === 1 || !first || !isShared(first) || random.below(3) > 0) return first;
  const others = Array.from({ length: writers - 1 }, () => beside(random, there, first)).filter((one) => one !== undefined);
  const together: Operation = { kind: 'together', operations: [first, ...others] };
  return others.length === 0 || obstacle(there.world, together) !== undefined ? first : together;
}

type Shared = Exclude<SingleOperation, { kind: 'plug-dimm' | 'unplug-dimm' | 'inject-notifier' | 'poison-page' | 'fill' | 'pin' | 'release' | 'write-id' | 'write-dax-size' | 'write-dax-mapping' | 'write-dax-region' | 'seek-leaks' }>;
const isShared = (operation: Operation): operation is Shared => ['write-state', 'write-attribute', 'write-policy', 'write-dax-state', 'bind', 'unbind'].includes(operation.kind);

/** Half of them about the same thing: those are in each other's way. */
function beside(random: Random, there: There, first: Shared): Shared | undefined {
  const drawn = Array.from({ length: 2 * DRAWS }, () => draw(random, there)).filter((one) => one !== undefined).filter(isShared);
  const close = drawn.find((one) => ('block' in one && 'block' in first && one.block === first.block) || ('device' in one && 'device' in first && one.device === first.device));
  if (random.below(2) === 0) return close ?? drawn[0];
  return first.kind === 'write-state' ? { ...first, value: pick(random, ['online', 'online_kernel', 'online_movable', 'offline']) } : close ?? drawn[0];
}

/** So many draws are made for something that this sequence has not had yet. */
const DRAWS = 3;

function novel(random: Random, there: There, reached: Set<Pair>): Operation | undefined {
  const drawn = Array.from({ length: DRAWS }, () => draw(random, there)).filter((operation) => operation !== undefined);
  const operation = drawn.find((one) => !reached.has(pairs(there.world, one))) ?? drawn[0];
  if (operation) reached.add(pairs(there.world, operation));
  return operation;
}

/** By the outcome that is told first. */
const pairs = (world: World, operation: Operation): Pair => pairOf(world, operation, predict(world, operation)[0]?.errno ?? 'OK');

function draw(random: Random, there: There): Operation | undefined {
  let moves = MOVES.filter(({ only }) => only?.(there) ?? true);
  for (;;) {
    const move = pickWeighted(random, moves);
    if (!move) return undefined;
    const [first, ...others] = possible(move, there);
    if (first) return pick(random, [first, ...others]);
    moves = moves.filter((other) => other !== move);
  }
}
