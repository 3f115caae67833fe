/**
 * What the judge is given: the events of one attempt at one scenario, in their order. A verdict is computed from these alone, so an
 * old record can be judged again by newer rules.
 */
import type { Call, CalledFunction } from '../model/calls.ts';
import type { Fault } from '../model/fault.ts';
import type { Observation } from '../model/observation.ts';
import type { Operation } from '../model/operation.ts';
import type { Generation } from '../model/semantics.ts';
import type { LogAccount } from './log/numbering.ts';

/** How far the guest came, for a loss that happened before or after its init. */
export type Phase = 'boot' | 'prepare' | 'baseline' | 'operation' | 'observe';

/** How a guest came to be: booted, and why it was not forked; or forked from a snapshot that was taken before its devices were prepared, or after. */
export type Begun =
  | { readonly how: 'boot'; readonly why: string }
  | { readonly how: 'fork'; readonly snapshot: string; readonly savedAt: 'started' | 'prepared' };

interface Write {
  readonly path: string;
  readonly value: string;
}

export type Evidence =
  /** The guest answered; `accelerator` with the reason it was chosen. `begun` is absent from records of before there were forks. */
  | { readonly type: 'booted'; readonly release: string; readonly accelerator: string; readonly begun?: Begun | undefined }
  /** Which functions of the hotplug path this kernel lets the call witness see, and which not, with the reason. */
  | {
    readonly type: 'call-witness';
    readonly observable: readonly { readonly fn: CalledFunction; readonly altmap: boolean }[];
    readonly missing: readonly { readonly fn: CalledFunction; readonly why: string }[];
  }
  /** Regions and namespaces are set up, the dax devices are bound to no driver: the model starts here. */
  | { readonly type: 'baseline'; readonly observation: Observation; /** The contract that was asked for by name. */ readonly semantics?: Generation | undefined }
  /** `write`: the one write(2) that it is; absent from records of before it was told. */
  | { readonly type: 'operation'; readonly index: number; readonly operation: Operation; readonly write?: Write | undefined; /** Of those that are made together. */ readonly writes?: readonly Write[] | undefined }
  /**
   * The operation's fault: `armed` before its write, then, before its result, whether it fired and how often the function was called by then; of one that
   * only counts, `fired` says that all calls were counted.
   */
  | { readonly type: 'fault'; readonly index: number; readonly was: 'armed' | 'fired' | 'not-fired'; readonly calls?: number | undefined }
  /** The operation's write returned; `errno` is 0 or positive. */
  | { readonly type: 'result'; readonly index: number; readonly errno: number; /** Of those made together with it. */ readonly also?: readonly number[] | undefined; /** Places of those that were cut off, whose errno says nothing. */ readonly cut?: readonly number[] | undefined }
  /** What the kernel called during the operation, in order; after its result. */
  | { readonly type: 'called'; readonly index: number; readonly calls: readonly Call[] }
  | { readonly type: 'observed'; readonly index: number; readonly observation: Observation }
  /** Lines of the kernel log, in order; `operation` is the index of the one under way, absent before the first. */
  | { readonly type: 'kernel-log'; readonly lines: readonly string[]; readonly operation?: number | undefined }
  /** What there was of the log up to the operation's end, by the guest's own count; after the lines that the console shows of it. */
  | { readonly type: 'log-account'; readonly index: number; readonly account: LogAccount }
  /** The guest stopped answering after it had answered. */
  | { readonly type: 'guest-lost'; readonly phase: Phase; readonly how: 'hang' | 'exit' | 'connection'; readonly reason: string }
  /** It never reached init, or not the prepared state. */
  | { readonly type: 'boot-failed'; readonly reason: string }
  | { readonly type: 'infrastructure'; readonly phase: Phase; readonly reason: string }
  | { readonly type: 'unsupported'; readonly reason: string }
  /** The scenario's last operation was observed. Without it there is no pass. */
  | { readonly type: 'completed' };

/** Of an operation that is done with one. */
export const faultOf = (evidence: Evidence): Fault | undefined =>
  (evidence.type === 'operation' && evidence.operation.kind !== 'together' ? evidence.operation.fault : undefined);
