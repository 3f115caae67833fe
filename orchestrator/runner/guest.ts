/** A guest as the runner drives it. runner/boot makes it of the lab's parts; tests make their own. */
import type { WorkItem } from '../config/expand-suite.ts';
import type { Begun } from '../judge/evidence.ts';
import type { CallWitness } from '../judge/calls.ts';
import type { LogAccount } from '../judge/log/numbering.ts';
import type { Call } from '../model/calls.ts';
import type { PageRange } from '../model/observables/look-at.ts';
import type { Observation } from '../model/observation.ts';
import type { DaxName, Operation } from '../model/operation.ts';
import type { Dimm } from '../scenario/expand.ts';
import type { Requirement } from '../scenario/scenario.ts';
import type { KernelLog } from './kernel-log.ts';

/** The first sign that the guest will not answer again. */
export interface Lost {
  readonly how: 'exit' | 'panic' | 'stopped';
  readonly reason: string;
}

export interface Performed {
  /** 0 or positive. */
  readonly errno: number;
  /** Of operations that were made together with it. */
  readonly also?: readonly number[] | undefined;
  /** Places of those that were not done in time and cut off: whether they were done, nobody can tell. */
  readonly cut?: readonly number[] | undefined;
  readonly calls?: readonly Call[] | undefined;
  /** What the guest itself read of its kernel's log. */
  readonly log: LogAccount;
}

export interface Guest {
  readonly release: string;
  /** `tcg (no /dev/kvm)`: the accelerator and why. */
  readonly accelerator: string;
  /** Booted or forked. */
  readonly begun: Begun;
  /** Never rejects. */
  readonly lost: Promise<Lost>;
  /** What the machine can plug in. */
  readonly dimms: readonly Dimm[];
  /** Dax devices whose CXL expander can be taken out. */
  readonly expanders: readonly DaxName[];
  /**
   * Regions and namespaces set up, dax devices bound to no driver, and the modules there that the scenario requires, where the kernel has them.
   * @throws BootError, UnsupportedError, GuestLostError
   */
  prepare(requires?: readonly Requirement[]): Promise<void>;
  /** From now on operations tell their calls. @throws GuestLostError, InfrastructureError */
  witnessCalls(): Promise<Pick<CallWitness, 'observable' | 'missing'>>;
  /** @param lookAt pages whose marks are read as well, which is costly. @throws GuestLostError */
  observe(lookAt?: readonly PageRange[]): Promise<Observation>;
  /** @throws GuestLostError, and InfrastructureError where a call may have been lost */
  perform(operation: Operation, index: number): Promise<Performed>;
  /** Asks a guest that hangs what it is doing, into the record. Never rejects. */
  diagnose(): Promise<void>;
  /** Resolves when QEMU has ended and the whole console was told to the log. Idempotent. */
  stop(): Promise<void>;
}

export interface BootRequest {
  readonly item: WorkItem;
  /** From 1. */
  readonly attempt: number;
  /** Gets every line of the console, from the first. */
  readonly log: KernelLog;
  readonly progress: (what: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Resolves when the guest answers.
 * @throws BootError when it does not, InfrastructureError, UnsupportedError, ConfigError. QEMU has ended by then.
 */
export type Boot = (request: BootRequest) => Promise<Guest>;
