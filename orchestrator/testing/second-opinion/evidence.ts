/** The evidence that an imagined kernel leaves, right or wrong. */
import type { Evidence } from '../../judge/evidence.ts';
import type { Observation } from '../../model/observation.ts';
import { ERRNO, type ErrnoName, type Operation } from '../../model/operation.ts';
import { WITNESS } from '../evidence.ts';
import type { ImaginedKernel } from './imagined-kernel.ts';
import { observe } from './sysfs.ts';

interface Telling {
  /** What is shown at the start, where it is not the truth. */
  readonly baseline?: Observation | undefined;
  /** Where the outcome is open. */
  readonly choose?: ((errnos: readonly ErrnoName[]) => ErrnoName) | undefined;
}

export function evidenceOf(kernel: ImaginedKernel, operations: readonly Operation[], { baseline = kernel.start, choose }: Telling = {}): Evidence[] {
  const evidence: Evidence[] = [{ type: 'booted', release: kernel.start.release, accelerator: 'tcg' }, { type: 'call-witness', ...WITNESS }, { type: 'baseline', observation: baseline }];
  operations.forEach((operation, index) => {
    const { errno, calls, printed, fault } = kernel.perform(operation, choose);
    evidence.push({ type: 'operation', index, operation });
    if (fault) evidence.push({ type: 'fault', index, was: 'armed' }, { type: 'fault', index, was: fault.fired ? 'fired' : 'not-fired', calls: fault.calls });
    evidence.push({ type: 'result', index, errno: ERRNO[errno] }, { type: 'called', index, calls });
    if (printed.length > 0) evidence.push({ type: 'kernel-log', lines: printed, operation: index });
    evidence.push({ type: 'observed', index, observation: observe(kernel) });
  });
  return [...evidence, { type: 'completed' }];
}
