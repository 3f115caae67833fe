/** One scenario on one fresh guest: every step, and after each operation an observation, told as evidence and judged while it goes. */
import type { WorkItem } from '../config/expand-suite.ts';
import { cover, NOTHING_COVERED, type Coverage } from '../judge/coverage/count.ts';
import { faultOf, type Evidence, type Phase } from '../judge/evidence.ts';
import { isOver, NOTHING_YET, type Trial } from '../judge/trial.ts';
import { weigh } from '../judge/weigh.ts';
import { describe, type Operation } from '../model/operation.ts';
import { isOwn, writeOf } from '../lab/guest/operation.ts';
import type { Generation } from '../model/semantics.ts';
import { toLookAt } from '../model/observables/look-at.ts';
import type { Given } from '../scenario/expand.ts';
import { lacking, missing, preparedFor } from '../scenario/requirements.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { stepsSource, thenLeaksSought, type Source } from '../scenario/source.ts';
import { DeadlinePassed, within, type Deadlines } from './deadlines.ts';
import type { Boot, Guest } from './guest.ts';
import { KernelLog } from './kernel-log.ts';
import { lossEvidence } from './loss.ts';

export interface AttemptRequest {
  readonly item: WorkItem;
  readonly scenario: Scenario;
  /** What is done, where it is not the scenario's steps. */
  readonly source?: ((given: Given) => Source) | undefined;
  /** The contract that the kernel is held to, where one was asked for by name. */
  readonly semantics?: Generation | undefined;
  readonly attempt: number;
  readonly boot: Boot;
  readonly deadlines: Deadlines;
  readonly tell: (evidence: Evidence) => void;
  readonly progress: (what: string) => void;
  readonly signal: AbortSignal;
}

export interface Attempt {
  readonly trial: Trial;
  readonly coverage: Coverage;
}

/** Whatever happens to the guest is evidence. @throws the signal's reason, ConfigError, and what is a defect of daxlab */
export async function attempt(request: AttemptRequest): Promise<Attempt> {
  const log = new KernelLog();
  let trial = NOTHING_YET;
  let coverage = NOTHING_COVERED;
  let phase: Phase = 'boot';
  let operation: number | undefined;
  let guest: Guest | undefined;
  const tell = (evidence: Evidence): void => {
    request.tell(evidence);
    coverage = cover(coverage, evidence, trial);
    trial = weigh(trial, evidence);
  };
  const tellLog = (): void => {
    const lines = log.take();
    if (lines.length > 0) tell({ type: 'kernel-log', lines, operation });
  };
  const enter = (next: Phase, what: string): void => {
    phase = next;
    request.progress(what);
  };
  try {
    enter('boot', 'booting');
    guest = await request.boot({ item: request.item, attempt: request.attempt, log, progress: request.progress, signal: request.signal });
    tell({ type: 'booted', release: guest.release, accelerator: guest.accelerator, begun: guest.begun });
    await steps(request, guest, log, () => trial, { tell, tellLog, enter, at: (index) => { operation = index; } });
  } catch (error) {
    request.signal.throwIfAborted();
    const loss = lossEvidence(error, phase);
    if (!loss) throw error;
    if (guest && loss.type === 'guest-lost') await lastWords(guest, loss.how, request, log, tellLog);
    await guest?.stop();
    tellLog();
    tell(await withEnd(loss, guest));
  } finally {
    await guest?.stop();
  }
  tellLog();
  return { trial, coverage };
}

interface Telling {
  readonly tell: (evidence: Evidence) => void;
  readonly tellLog: () => void;
  readonly enter: (phase: Phase, what: string) => void;
  readonly at: (operation: number) => void;
}

async function steps({ item, scenario, source, semantics, deadlines }: AttemptRequest, guest: Guest, log: KernelLog, trial: () => Trial, { tell, tellLog, enter, at }: Telling): Promise<void> {
  enter('prepare', 'preparing memory devices');
  await guest.prepare(preparedFor(scenario));
  tell({ type: 'call-witness', ...await guest.witnessCalls() });
  enter('baseline', 'observing the start');
  const start = await guest.observe();
  tellLog();
  const reason = source ? lacking(scenario.requires, start) : missing(scenario, start);
  if (reason !== undefined) {
    tell({ type: 'unsupported', reason });
    return;
  }
  tell({ type: 'baseline', observation: start, ...(semantics && { semantics }) });
  const given: Given = { attribute: item.attribute, dimms: guest.dimms, expanders: guest.expanders };
  const next = thenLeaksSought(source?.(given) ?? stepsSource(scenario.steps, given));
  for (let index = 0; ; index++) {
    const { world: before } = trial();
    if (!before || isOver(trial())) return;
    const operation = next(before);
    if (!operation) break;
    enter('operation', describe(operation));
    at(index);
    tell({ type: 'operation', index, operation, ...writesOf(operation) });
    if (faultOf({ type: 'operation', index, operation })) tell({ type: 'fault', index, was: 'armed' });
    const { errno, also, cut, calls, fault, log: account } = await guest.perform(operation, index);
    if (fault) tell({ type: 'fault', index, was: fault.fired ? 'fired' : 'not-fired', calls: fault.calls });
    tell({ type: 'result', index, errno, ...(also && { also }), ...(cut && { cut }) });
    if (calls) tell({ type: 'called', index, calls });
    enter('observe', `observing after ${describe(operation)}`);
    const { world: now } = trial();
    const observation = await guest.observe(now ? toLookAt(before, now, operation) : []);
    await within(log.operationEnded(index), deadlines.marker, `the end of operation ${index} on the console`);
    tellLog();
    tell({ type: 'log-account', index, account });
    tell({ type: 'observed', index, observation });
  }
  tell({ type: 'completed' });
}

/** As whoever does it again types it. */
function writesOf(operation: Operation): Pick<Extract<Evidence, { type: 'operation' }>, 'write' | 'writes'> {
  if (operation.kind === 'together') return { writes: operation.operations.filter(isOwn).map(writeOf) };
  return { write: isOwn(operation) ? writeOf(operation) : undefined };
}

/** What the guest printed before it fell silent, and, where it only hangs, what it says when asked: told before it is killed. */
async function lastWords(guest: Guest, how: 'hang' | 'exit' | 'connection', { deadlines, progress }: AttemptRequest, log: KernelLog, tellLog: () => void): Promise<void> {
  const ended = await within(guest.lost, deadlines.end, 'QEMU to end').then(() => true, (error: unknown) => {
    if (error instanceof DeadlinePassed) return false;
    throw error;
  });
  tellLog();
  if (ended || how !== 'hang') return;
  progress('asking the hung guest what it does');
  await guest.diagnose();
  // Its answers are in the record as texts; as log lines they would be taken for reports of the kernel's own.
  log.take();
}

/** A channel that was cut because QEMU ended is told as the end of QEMU. */
async function withEnd(loss: Evidence, guest: Guest | undefined): Promise<Evidence> {
  if (!guest || loss.type !== 'guest-lost' || loss.how !== 'connection') return loss;
  const lost = await guest.lost;
  return lost.how === 'stopped' || lost.how === 'panic' ? { ...loss, how: 'exit', reason: `${lost.reason}\n${loss.reason}` } : loss;
}
