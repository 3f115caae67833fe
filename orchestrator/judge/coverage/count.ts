/** Counts, over the evidence of an attempt, how often each item was exercised. Pure; beside the judge's own fold. */
import type { Call } from '../../model/calls.ts';
import { begin } from '../../model/start.ts';
import type { World } from '../../model/world.ts';
import type { Evidence } from '../evidence.ts';
import { NOTHING_YET, type Trial } from '../trial.ts';
import { weigh } from '../weigh.ts';
import type { Item } from './item.ts';
import { ITEMS } from './items.ts';
import { inAnotherOrder, NO_ORDERS, ordered, type Orders } from './orders.ts';
import type { Step } from './step.ts';

export interface Coverage {
  readonly counts: ReadonlyMap<string, number>;
  /** The world before the operation under way, and what was called during it. */
  readonly before?: World | undefined;
  readonly calls?: readonly Call[] | undefined;
  /** The operation whose log the guest accounted for last. */
  readonly accounted?: number | undefined;
  readonly orders: Orders;
}

export const NOTHING_COVERED: Coverage = { counts: new Map(), orders: NO_ORDERS };

/** @param trial the judge's, before it weighed this evidence */
export function cover(coverage: Coverage, evidence: Evidence, trial: Trial): Coverage {
  if (evidence.type === 'baseline') {
    const world = begin(evidence.observation, evidence.semantics);
    return counted(coverage, (item) => 'atStart' in item && item.atStart(evidence.observation, world));
  }
  if (evidence.type === 'operation') return { ...coverage, before: trial.world, calls: undefined };
  if (evidence.type === 'called') return { ...coverage, calls: evidence.calls };
  if (evidence.type === 'log-account') return { ...coverage, accounted: evidence.index };
  if (evidence.type !== 'observed') return coverage;
  const { before, calls, accounted } = coverage;
  const { world: after, pending } = trial;
  // After a finding the model no longer knows the world: what is observed then is held against nothing.
  if (!before || !after || !pending?.outcome) return coverage;
  const orders = ordered(coverage.orders, after);
  const step: Step = {
    before, operation: pending.operation, errno: pending.outcome.errno, after, observation: evidence.observation, calls,
    logWhole: accounted === evidence.index && !trial.logGaps.some(({ operation }) => operation === evidence.index),
    anotherOrder: orders !== coverage.orders && inAnotherOrder(orders),
  };
  return counted({ ...coverage, orders }, (item) => 'by' in item && item.by(step));
}

function counted(coverage: Coverage, exercised: (item: Item) => boolean): Coverage {
  const counts = new Map(coverage.counts);
  for (const item of ITEMS) if (exercised(item)) counts.set(item.id, (counts.get(item.id) ?? 0) + 1);
  return { ...coverage, counts };
}

/** Of whole evidence, such as an old record's. */
export function coverageOf(evidence: Iterable<Evidence>): Coverage {
  let trial = NOTHING_YET;
  let coverage = NOTHING_COVERED;
  for (const item of evidence) {
    coverage = cover(coverage, item, trial);
    trial = weigh(trial, item);
  }
  return coverage;
}
