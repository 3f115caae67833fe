/**
 * The judge as a fold over the evidence of one attempt. The runner folds while the guest runs, to know the world and when to stop;
 * an old record is folded again from its events.
 */
import { expectedFacts, observedFacts } from '../model/observables/all.ts';
import type { Observation } from '../model/observation.ts';
import { describe, errnoName, type Operation } from '../model/operation.ts';
import type { Outcome } from '../model/outcome.ts';
import { predict } from '../model/predict.ts';
import { startExpectations } from '../model/start-expectations.ts';
import { begin } from '../model/start.ts';
import type { World } from '../model/world.ts';
import { differences, partial } from './differences.ts';
import type { Evidence } from './evidence.ts';
import { errnoFinding, logFinding, stateFinding } from './findings.ts';
import { findReports } from './log/reports.ts';
import type { Finding } from './verdict.ts';

/** What ended the attempt before its last operation, worst first in the way it is told. */
export type Loss = Extract<Evidence, { type: 'guest-lost' | 'boot-failed' | 'infrastructure' | 'unsupported' }>;

export interface Trial {
  readonly booted: boolean;
  readonly world?: World | undefined;
  /** The operation under way, with what it may come to. */
  readonly pending?: { readonly index: number; readonly operation: Operation; readonly outcomes: readonly Outcome[] } | undefined;
  readonly findings: readonly Finding[];
  /** A report of the kernel's that ended it. */
  readonly fatal: boolean;
  readonly checkedOperations: number;
  readonly loss?: Loss | undefined;
  readonly completed: boolean;
}

export const NOTHING_YET: Trial = { booted: false, findings: [], fatal: false, checkedOperations: 0, completed: false };

/** After a finding about errno or state the model no longer knows the world: what follows would be its echo. */
export const isOver = (trial: Trial): boolean => trial.loss !== undefined || trial.findings.length > 0 || trial.completed;

export function weigh(trial: Trial, evidence: Evidence): Trial {
  switch (evidence.type) {
    case 'booted':
      return { ...trial, booted: true };
    case 'baseline':
      return baseline(trial, evidence.observation);
    case 'operation':
      return trial.world ? { ...trial, pending: { ...evidence, outcomes: predict(trial.world, evidence.operation) } } : trial;
    case 'result':
      return result(trial, evidence.errno);
    case 'observed':
      return observed(trial, evidence.observation);
    case 'kernel-log':
      return log(trial, evidence.lines, evidence.operation ?? -1);
    case 'guest-lost':
    case 'boot-failed':
    case 'infrastructure':
    case 'unsupported':
      return { ...trial, loss: trial.loss ?? evidence };
    case 'completed':
      return { ...trial, completed: true };
  }
}

function baseline(trial: Trial, observation: Observation): Trial {
  const found = partial(startExpectations(observation), observedFacts(observation));
  const findings = found.length > 0 ? [stateFinding('the first observation', -1, found)] : [];
  return { ...trial, world: begin(observation), findings: [...trial.findings, ...findings] };
}

function result(trial: Trial, errno: number): Trial {
  const { pending } = trial;
  if (!pending || !trial.world) return trial;
  const name = errnoName(errno);
  const outcome = pending.outcomes.find((candidate) => candidate.errno === name);
  if (outcome) return { ...trial, world: outcome.world };
  const finding = errnoFinding(describe(pending.operation), pending.index, pending.outcomes.map((candidate) => candidate.errno), name);
  return { ...trial, world: undefined, findings: [...trial.findings, finding] };
}

function observed(trial: Trial, observation: Observation): Trial {
  const { pending, world } = trial;
  if (!pending || !world) return trial;
  const found = differences(expectedFacts(world), observedFacts(observation));
  if (found.length === 0) return { ...trial, pending: undefined, checkedOperations: trial.checkedOperations + 1 };
  const finding = stateFinding(describe(pending.operation), pending.index, found);
  return { ...trial, pending: undefined, world: undefined, findings: [...trial.findings, finding] };
}

function log(trial: Trial, lines: readonly string[], operation: number): Trial {
  const reports = findReports(lines);
  if (reports.length === 0) return trial;
  return {
    ...trial,
    findings: [...trial.findings, ...reports.map((report) => logFinding(report, operation))],
    fatal: trial.fatal || reports.some((report) => report.fatal),
  };
}
