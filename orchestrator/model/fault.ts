/**
 * A fault: what a function of the guest's kernel is made to do from outside, through QEMU's gdb stub, while one operation is under way. Nothing of it is
 * compiled into the kernel. An errno that a function may return is an error path, whose outcome the model predicts (transitions/strike.ts); everything else
 * makes another kernel of it, a mutant, which is held to what the kernel should have done.
 */
import { type ErrnoName } from './errno.ts';

/** EHWPOISON is left out: what really is poisoned must be told from it. */
export type FaultErrno = Exclude<ErrnoName, 'OK' | 'EHWPOISON'>;

/** Of the first six arguments, from 1. */
export type ArgumentNumber = 1 | 2 | 3 | 4 | 5 | 6;
export const ARGUMENT_NUMBERS = [1, 2, 3, 4, 5, 6] as const satisfies readonly ArgumentNumber[];
export const FIELD_SIZES = [1, 2, 4, 8] as const;

/** Which call: the n-th since the operation began, from 1, or the first with an argument of this value. */
export type Occasion =
  /** `perhaps`: where there are not so many calls, that is no lack. */
  | { readonly call: number; readonly perhaps?: true | undefined }
  | { readonly argument: ArgumentNumber; readonly is: number };

export type Effect =
  /** Returns the errno, without having run or, with `after`, behind everything that it does. */
  | { readonly kind: 'fail'; readonly errno: FaultErrno; readonly after?: true | undefined }
  /** Returns 0 without having run. */
  | { readonly kind: 'skip' }
  | { readonly kind: 'set-argument'; readonly argument: ArgumentNumber; readonly value: number }
  /** Bytes `offset` and on of what the argument points to. */
  | { readonly kind: 'set-field'; readonly argument: ArgumentNumber; readonly offset: number; readonly size: (typeof FIELD_SIZES)[number]; readonly value: number }
  /** Nothing: only how often the function is called is told. */
  | { readonly kind: 'count' };

export interface Fault {
  /** The function as /proc/kallsyms has it, or as the model calls it where releases differ; or ALLOCATIONS. */
  readonly in: string;
  readonly at: Occasion;
  readonly does: Effect;
}

/**
 * Instead of a function: allocations of memory, whoever makes them for the operation. A kernel that is built for it (CONFIG_FAULT_INJECTION) fails the n-th by itself, through
 * /proc/self/fail-nth; no debugger has a part in that.
 */
export const ALLOCATIONS = 'allocations';

/** An operation may be done with a fault. */
export interface Faulted {
  readonly fault?: Fault | undefined;
}

/** In words, without addresses: `call 3 of create_memory_block_devices fails with ENOMEM`. */
export function describeFault({ in: name, at, does }: Fault): string {
  if (name === ALLOCATIONS) return does.kind === 'count' ? 'allocations are counted' : `allocation ${'call' in at ? at.call : 0} fails`;
  const call = 'call' in at ? `call ${at.call} of ${name}` : `the call of ${name} with a certain argument ${at.argument}`;
  switch (does.kind) {
    case 'fail':
      return `${call} ${does.after ? 'runs and then ' : ''}fails with ${does.errno}`;
    case 'skip':
      return `${call} does nothing`;
    case 'set-argument':
      return `${call} gets another argument ${does.argument}`;
    case 'set-field':
      return `${call} gets another field at ${does.offset} of argument ${does.argument}`;
    case 'count':
      return `calls of ${name} are counted`;
  }
}
