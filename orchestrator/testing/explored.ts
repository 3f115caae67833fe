/** A source of operations against an imagined kernel, judged as it goes: what the runner does with a guest, for tests without one. */
import { conclude } from '../judge/conclude.ts';
import type { Evidence } from '../judge/evidence.ts';
import { isOver, NOTHING_YET } from '../judge/trial.ts';
import type { Judgement } from '../judge/verdict.ts';
import { weigh } from '../judge/weigh.ts';
import { ERRNO, type ErrnoName, type Operation } from '../model/operation.ts';
import type { Source } from '../scenario/source.ts';
import { WITNESS } from './evidence.ts';
import type { ImaginedKernel } from './second-opinion/imagined-kernel.ts';
import { observe } from './second-opinion/sysfs.ts';

export interface Explored {
  readonly judgement: Judgement;
  readonly performed: readonly Operation[];
}

/** @param choose where the outcome is open; the first unless said otherwise */
export function explored(kernel: ImaginedKernel, next: Source, choose?: (errnos: readonly ErrnoName[]) => ErrnoName): Explored {
  let trial = NOTHING_YET;
  const tell = (evidence: Evidence): void => { trial = weigh(trial, evidence); };
  tell({ type: 'booted', release: kernel.start.release, accelerator: 'none (imagined)' });
  tell({ type: 'call-witness', ...WITNESS });
  tell({ type: 'baseline', observation: kernel.start });
  const performed: Operation[] = [];
  for (let index = 0; ; index++) {
    if (!trial.world || isOver(trial)) return { judgement: conclude(trial), performed };
    const operation = next(trial.world);
    if (!operation) break;
    performed.push(operation);
    const { errno, also, calls, printed } = kernel.perform(operation, choose);
    tell({ type: 'operation', index, operation });
    tell({ type: 'result', index, errno: ERRNO[errno], also: also?.map((name) => ERRNO[name]) });
    tell({ type: 'called', index, calls });
    if (printed.length > 0) tell({ type: 'kernel-log', lines: printed, operation: index });
    tell({ type: 'observed', index, observation: observe(kernel) });
  }
  tell({ type: 'completed' });
  return { judgement: conclude(trial), performed };
}
