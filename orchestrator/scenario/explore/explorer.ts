/** A sequence of random operations, each made for the world that the one before it left, and then the winding up. */
import type { Operation } from '../../model/operation.ts';
import { predict } from '../../model/predict.ts';
import type { World } from '../../model/world.ts';
import type { Given } from '../expand.ts';
import type { Source } from '../source.ts';
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
}

/** The same numbers on the same machine give the same operations, as long as the kernel takes the same branches. */
export function explorer({ seed, sequence, length }: SequenceOf, { dimms = [] }: Pick<Given, 'dimms'>): Source {
  const random = randomOf(seed, sequence);
  const reached = new Set<Pair>();
  const winding = windUp();
  let done = 0;
  return (world) => {
    const operation = done++ < length ? novel(random, { world, dimms }, reached) : undefined;
    return operation ?? winding(world);
  };
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
  let moves = MOVES;
  for (;;) {
    const move = pickWeighted(random, moves);
    if (!move) return undefined;
    const [first, ...others] = possible(move, there);
    if (first) return pick(random, [first, ...others]);
    moves = moves.filter((other) => other !== move);
  }
}
