/** The first line of a report, as data. */
import type { From } from '../trace/frames.ts';
import type { Ending } from './ending.ts';

/** What sort of trouble it is; the judge's tables speak of these and of names. */
export type ReportKind = 'panic' | 'oops' | 'bug' | 'warning' | 'memory' | 'out-of-memory' | 'stall' | 'locking' | 'sanitizer' | 'hardware';

export interface Head {
  readonly name: string;
  readonly kind: ReportKind;
  /** The kernel, or the task that printed it, does not go on. */
  readonly fatal: boolean;
  /**
   * Against a message without printk's prefix. A group `where` is the function that the line itself names; other groups fill the
   * title.
   */
  readonly pattern: RegExp;
  /** `{group}` is what the group matched; what stands in brackets is left out where no function is known, which is `{where}`. */
  readonly title: string;
  /** A line that stands before it and says better what it is: its groups take the place of the pattern's. */
  readonly before?: RegExp;
  readonly ends: Ending;
  /** Which end of the call trace names it; absent where the trace is another one every time. */
  readonly frames?: From;
  /** Its frames follow without a `Call Trace:`. */
  readonly lists?: true;
  /** More than one stack may be dumped for one report, behind its end too. */
  readonly dumps?: true;
  /** A matter of time: on a host that is short of processors a sound kernel prints it too. */
  readonly stall?: true;
  /** The next head within the report gives it its name. */
  readonly yields?: true;
  /** Messages of later heads that go on with this report: what its own function leads to, so that a head of another processor's is told. */
  readonly continuedBy?: RegExp;
  /** Who prints it, `file:function` in the kernel's source, newest name first. */
  readonly source: readonly string[];
}
