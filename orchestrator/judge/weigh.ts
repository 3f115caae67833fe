/**
 * The judge as a fold over the evidence of one attempt. The runner folds while the guest runs, to know the world and when to stop;
 * an old record is folded again from its events.
 */
import type { Call } from '../model/calls.ts';
import { describeFault } from '../model/fault.ts';
import type { Observation } from '../model/observation.ts';
import { expectedFacts, observedFacts } from '../model/observables/all.ts';
import { describe, errnoName, reshapes } from '../model/operation.ts';
import { errnosOf, type Outcome } from '../model/outcome.ts';
import { predict } from '../model/predict.ts';
import { startExpectations } from '../model/start-expectations.ts';
import { begin } from '../model/start.ts';
import { cutOff } from '../model/transitions/together.ts';
import type { World } from '../model/world.ts';
import { callDifferences } from './calls.ts';
import { begin as startHistory, called as addCalls, observed as addMoment, type Moment } from './conservation/history.ts';
import { breaches, breachesNow } from './conservation/laws.ts';
import { differences, partial } from './differences.ts';
import type { Evidence } from './evidence.ts';
import { callsFinding, errnoFinding, hangFinding, spoiledFinding, stateFinding } from './findings.ts';
import { watchLog } from './log/watch.ts';
import { accounted, reported, settled } from './reported.ts';
import { isTally } from './tally.ts';
import type { Trial } from './trial.ts';
import { ueventDifferences } from './uevents.ts';
import type { Difference, Finding } from './verdict.ts';

export function weigh(trial: Trial, evidence: Evidence): Trial {
  switch (evidence.type) {
    case 'booted':
      return { ...trial, booted: true };
    case 'call-witness':
      return { ...trial, witness: evidence };
    case 'called':
      return called(trial, evidence.calls);
    case 'baseline':
      return baseline(trial, evidence);
    case 'operation':
      return trial.world ? { ...trial, pending: { ...evidence, before: trial.world, outcomes: predict(trial.world, evidence.operation) } } : trial;
    case 'fault':
      return evidence.was === 'not-fired' ? unfired(trial) : trial;
    case 'result':
      return result(evidence.cut ? cut(trial, evidence.cut) : trial, [evidence.errno, ...(evidence.also ?? [])]);
    case 'observed':
      return settled(lawful(observed(trial, { operation: evidence.index, observation: evidence.observation }), evidence.index));
    case 'kernel-log':
      return reported(trial, watchLog(trial.log, evidence.lines, evidence.operation));
    case 'log-account':
      return accounted(trial, evidence.index, evidence.account);
    case 'guest-lost':
    case 'boot-failed':
    case 'infrastructure':
    case 'unsupported':
      return { ...trial, loss: trial.loss ?? evidence };
    case 'completed':
      return conserved(settled({ ...trial, completed: true }));
  }
}

function baseline(trial: Trial, { observation, semantics }: Extract<Evidence, { type: 'baseline' }>): Trial {
  const found = partial(startExpectations(observation), observedFacts(observation));
  const findings = found.length > 0 ? [stateFinding('the preparation of the memory devices', -1, found)] : [];
  return { ...trial, world: begin(observation, semantics), lost: found.length > 0, history: startHistory(observation, trial.witness), findings: [...trial.findings, ...findings] };
}

/**
 * What was cut off counts as both, done and not done. To give a device other memory, or do away with it, waits for nothing but another that does so: where
 * that was cut off, they waited for each other until one was killed.
 */
function cut(trial: Trial, places: readonly number[]): Trial {
  const { pending, world } = trial;
  if (!world || pending?.operation.kind !== 'together') return trial;
  const { operations } = pending.operation;
  if (operations.every(reshapes) && !trial.findings.some(({ kind }) => kind === 'log')) {
    const waiting = places.flatMap((place) => operations[place] ?? []).map(describe).join(' and ');
    return { ...trial, world: undefined, lost: true, findings: [...trial.findings, hangFinding(`in ${describe(pending.operation)}`, pending.index, `not before it was killed: ${waiting}`)] };
  }
  return { ...trial, pending: { ...pending, outcomes: cutOff(world, pending.operation.operations, places, predict) } };
}

/** The kernel never came to where it was to fail: it is held to what it does without. */
function unfired(trial: Trial): Trial {
  const { pending } = trial;
  if (!pending || pending.operation.kind === 'together') return trial;
  const { fault, ...operation } = pending.operation;
  const lacks = fault && !('perhaps' in fault.at);
  return { ...trial, pending: { ...pending, outcomes: predict(pending.before, operation) }, unfired: [...trial.unfired, ...(lacks ? [describeFault(fault)] : [])] };
}

function result(trial: Trial, errnos: readonly number[]): Trial {
  const { pending } = trial;
  if (!pending || !trial.world) return trial;
  const name = errnos.map(errnoName).join(' and ');
  const [outcome, ...alternatives] = pending.outcomes.filter((candidate) => inWords(candidate) === name);
  if (outcome) return { ...trial, world: outcome.world, pending: { ...pending, outcome, alternatives } };
  const finding = errnoFinding(describe(pending.operation), pending.index, [...new Set(pending.outcomes.map(inWords))], name);
  const failedIn = errnos.includes(0) ? undefined : trial.world;
  return { ...trial, world: undefined, lost: true, pending: { ...pending, failedIn }, findings: [...trial.findings, finding] };
}

function called(trial: Trial, calls: readonly Call[]): Trial {
  const { pending, witness } = trial;
  const history = trial.history && addCalls(trial.history, calls);
  if (!pending?.outcome || !witness) return { ...trial, history };
  const differing = ({ calls: predicted, besides = [] }: Outcome): Difference[] => callDifferences(witness, predicted, calls.filter(({ fn }) => !besides.includes(fn)));
  const found = differing(pending.outcome);
  const [fitting, ...alternatives] = [pending.outcome, ...pending.alternatives ?? []].filter((outcome) => differing(outcome).length === 0);
  if (fitting) return { ...trial, history, world: fitting.world, pending: { ...pending, outcome: fitting, alternatives } };
  const finding = found.length > 0 ? callsFinding(describe(pending.operation), pending.index, found) : undefined;
  return { ...trial, history, findings: finding ? once(trial.findings, finding) : trial.findings };
}

/** A cycle that is done ten times shows the same thing ten times. */
const once = (findings: readonly Finding[], finding: Finding): readonly Finding[] =>
  findings.some(({ fingerprint }) => fingerprint === finding.fingerprint) ? findings : [...findings, finding];

/** The laws hold after every scenario that came to its end. */
const conserved = (trial: Trial): Trial => (trial.history ? { ...trial, findings: breaches(trial.history, trial.spoiled).reduce(once, trial.findings) } : trial);

function observed(before: Trial, moment: Moment): Trial {
  const trial = explained({ ...before, history: before.history && addMoment(before.history, { ...moment, reshaped: before.pending && reshapes(before.pending.operation) }) }, moment.observation);
  const { pending, world } = trial;
  if (pending?.failedIn) return leftAsItWas(trial, pending.failedIn, moment);
  if (!pending || !world) return trial;
  const found = [...differences(expectedFacts(world), observedFacts(moment.observation)), ...ueventDifferences(pending, moment.observation)].filter(({ fact }) => !trial.spoiled.has(fact));
  const checked = { ...trial, pending: undefined, checkedOperations: trial.checkedOperations + 1 };
  if (found.length === 0) return checked;
  const operation = describe(pending.operation);
  const spoiled = new Set([...trial.spoiled, ...found.map(({ fact }) => fact)]);
  if (pending.outcome?.open === 'allocation-failed' && found.length === 1 && found.every(isLostLink)) return { ...checked, spoiled };
  if (pending.outcome && !errnosOf(pending.outcome).includes('OK')) {
    // A failed operation leaves what it found: a law of its own. What it spoiled is told once, and the rest of the world goes on.
    return { ...checked, spoiled, findings: once(trial.findings, spoiledFinding(operation, inWords(pending.outcome), pending.index, found)) };
  }
  const finding = stateFinding(operation, pending.index, found);
  // A kernel that loses some memory with every removal is still held to all the rest.
  if (found.every(({ fact }) => isTally(fact))) return { ...checked, spoiled, findings: once(trial.findings, finding) };
  return { ...trial, pending: undefined, world: undefined, lost: true, findings: [...trial.findings, finding] };
}

/** The link of a block to its node takes memory as well, and the kernel does without `[drivers/base/node.c:do_register_memory_block_under_node]`. */
const isLostLink = ({ fact, seen }: Difference): boolean => /^memory\d+\/node$/.test(fact) && seen === 'none';

/** The laws of every moment, where no finding about the same operation tells of the world already. */
function lawful(trial: Trial, operation: number): Trial {
  const told = trial.findings.some((finding) => finding.operation === operation && finding.kind !== 'calls' && finding.kind !== 'log');
  return trial.history && !trial.lost && !told ? { ...trial, findings: breachesNow(trial.history, trial.spoiled).reduce(once, trial.findings) } : trial;
}

/** Of orders that come to the same errnos, the one whose world is seen; the first where none is. */
function explained(trial: Trial, observation: Observation): Trial {
  const { pending } = trial;
  if (!pending?.outcome || !pending.alternatives?.length) return trial;
  const outcome = [pending.outcome, ...pending.alternatives].find(({ world }) => differences(expectedFacts(world), observedFacts(observation)).every(({ fact }) => trial.spoiled.has(fact)));
  return outcome ? { ...trial, world: outcome.world, pending: { ...pending, outcome } } : trial;
}

/** `OK and EINVAL` of two that were made together. */
const inWords = (outcome: Pick<Outcome, 'errno' | 'also'>): string => errnosOf(outcome).join(' and ');

/** Whichever error it is, a failed operation leaves what it found: what it did not is evidence of the finding that its errno is. */
function leftAsItWas(trial: Trial, world: World, { operation, observation }: Moment): Trial {
  const found = differences(expectedFacts(world), observedFacts(observation)).filter(({ fact }) => !trial.spoiled.has(fact));
  const findings = trial.findings.map((finding) => (finding.kind === 'errno' && finding.operation === operation ? { ...finding, differences: [...finding.differences, ...found] } : finding));
  return { ...trial, pending: undefined, findings };
}
