/** The call trace within a report, read line by line. */
import { frameOf, instructionOf } from './symbol.ts';

export interface Trace {
  readonly state: 'none' | 'open' | 'closed';
  /** Innermost first; the first is where the processor was, if registers were printed. */
  readonly symbols: readonly string[];
  /** The trace that is open or comes next is not of the task that the report is about. */
  readonly foreign: boolean;
}

export const NO_TRACE: Trace = { state: 'none', symbols: [], foreign: false };
/** Frames follow the head directly, without a `Call Trace:`. */
export const LISTED: Trace = { state: 'open', symbols: [], foreign: false };

/** The deepest trace that a guest printed had 23; a stack that was overrun prints hundreds. */
const MOST_SYMBOLS = 60;

const BEGIN = 'Call Trace:';
const END = /^ <\/TASK>$/;
/** RCU's own thread, shown because it waits for the stalled task `[kernel/rcu/tree_stall.h:rcu_check_gp_kthread_starvation]`. */
const FOREIGN = /grace-period kthread stack dump:|GP kthread last ran:$/;

/** The trace after one more line of the report. Only the first that is not foreign counts. */
export function follow(trace: Trace, message: string): Trace {
  if (FOREIGN.test(message)) return { ...trace, foreign: true };
  if (message.startsWith(BEGIN)) return trace.state === 'closed' ? trace : { ...trace, state: 'open' };
  if (trace.state === 'open') {
    if (END.test(message)) return trace.foreign ? { ...trace, state: 'none', foreign: false } : { ...trace, state: 'closed' };
    // A list of frames ends with an empty line.
    if (message === '' && trace.symbols.length > 0) return { ...trace, state: 'closed' };
    if (trace.foreign || trace.symbols.length >= MOST_SYMBOLS) return trace;
    return withSymbol(trace, frameOf(message));
  }
  return trace.state === 'none' && trace.symbols.length === 0 ? withSymbol(trace, instructionOf(message)) : trace;
}

const withSymbol = (trace: Trace, symbol: string | undefined): Trace => (symbol === undefined ? trace : { ...trace, symbols: [...trace.symbols, symbol] });

/** A second trace or a second set of registers: two processors print at once. */
export function mixes({ state, symbols }: Trace, message: string): boolean {
  return message.startsWith(BEGIN) ? state !== 'none' : state === 'none' && symbols.length > 0 && instructionOf(message) !== undefined;
}
