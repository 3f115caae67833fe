/** What an attempt did, from its evidence: each operation with the world that it met, for whoever does it again. */
import type { Observation } from '../model/observation.ts';
import type { Operation } from '../model/operation.ts';
import type { World } from '../model/world.ts';
import type { Evidence } from './evidence.ts';
import { NOTHING_YET, type Trial } from './trial.ts';
import { weigh } from './weigh.ts';

/** One operation as the evidence has it. */
export interface Performed {
  readonly index: number;
  readonly operation: Operation;
  /** The write(2) that it was; absent from records of before it was told. */
  readonly write?: { readonly path: string; readonly value: string } | undefined;
  /** Of those that were made together; absent from records of before they were told. */
  readonly writes?: readonly { readonly path: string; readonly value: string }[] | undefined;
  /** 0 or positive; absent where it never returned. */
  readonly errno?: number | undefined;
  readonly also?: readonly number[] | undefined;
  /** Before it; absent where the model no longer knew. */
  readonly world?: World | undefined;
}

export interface Retraced {
  /** uname -r; empty where the guest never told. */
  readonly release: string;
  readonly accelerator: string;
  readonly start?: Observation | undefined;
  readonly performed: readonly Performed[];
  /** The whole console. */
  readonly console: readonly string[];
  readonly trial: Trial;
}

export const NOTHING_DONE: Retraced = { release: '', accelerator: '', performed: [], console: [], trial: NOTHING_YET };

export function retrace(before: Retraced, evidence: Evidence): Retraced {
  const told = { ...before, trial: weigh(before.trial, evidence) };
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- the others only weigh
  switch (evidence.type) {
    case 'booted':
      return { ...told, release: evidence.release, accelerator: evidence.accelerator };
    case 'baseline':
      return { ...told, start: evidence.observation };
    case 'operation':
      return { ...told, performed: [...told.performed, { index: evidence.index, operation: evidence.operation, write: evidence.write, writes: evidence.writes, world: before.trial.world }] };
    case 'result':
      return { ...told, performed: told.performed.map((one) => (one.index === evidence.index ? { ...one, ...(evidence.cut ? {} : { errno: evidence.errno, also: evidence.also }) } : one)) };
    case 'kernel-log':
      return { ...told, console: [...told.console, ...evidence.lines] };
    default:
      return told;
  }
}

/** Those up to the operation that showed it; all where none did. */
export const upTo = (operation: number, performed: readonly Performed[]): readonly Performed[] =>
  operation < 0 ? performed : performed.filter(({ index }) => index <= operation);
