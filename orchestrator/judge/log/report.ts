/** A report of the kernel's, as the judge uses it. */
import { fingerprint } from '../fingerprint.ts';
import type { ReportKind } from './heads/head.ts';
import type { FoundHead } from './heads/heads.ts';
import { isComplete, type OpenReport } from './open-report.ts';
import { titleOf } from './title.ts';
import { meaningful } from './trace/frames.ts';

export interface LogReport {
  /** The name of its head: `bad page state`. */
  readonly head: string;
  readonly kind: ReportKind;
  /** Names the thing, without addresses, pids or times: `WARNING: try_remove_memory`. */
  readonly title: string;
  /** The kernel, or the task that printed it, does not go on. */
  readonly fatal: boolean;
  /** A matter of time: by itself `unknown` until a second, quiet run shows it again. */
  readonly stall: boolean;
  /** All of it was seen, and nothing else between its lines. */
  readonly whole: boolean;
  /** Why it is not whole. */
  readonly reason?: string | undefined;
  /** The same over addresses, machines and versions; absent where it is not whole: nothing may be matched by it. */
  readonly fingerprint?: string | undefined;
  /** Functions that it is about, the one that names it first. */
  readonly frames: readonly string[];
  readonly lines: readonly string[];
  /** Index of the operation under way when it began, or of the last one that ended; -1 before the first. */
  readonly operation: number;
}

/**
 * Functions in a fingerprint. Two tell apart what one does not: `add_pages` under hotplug and under memremap_pages. Each more is one
 * more that another release may have inlined.
 */
const FINGERPRINTED = 2;

/** What the report is about, once more without its numbers: `add_memory_resource` has become `__add_memory_resource` in 7.3. */
function identity({ head: { title }, groups }: FoundHead, frames: readonly string[]): string {
  const functions = frames.slice(0, FINGERPRINTED).map((name) => name.replace(/^_+/, ''));
  return fingerprint('log', [titleOf(title, { ...groups, where: undefined }), ...functions].join('\n'));
}

/** @param cut why it ends here, where that is not its own end */
export function close(report: OpenReport, cut: string): LogReport {
  const { named, heads, trace, where, lines, operation } = report;
  const { head, groups } = named;
  const frames = head.frames ? meaningful(where === undefined ? trace.symbols : [where, ...trace.symbols], head.frames) : [];
  const title = titleOf(head.title, { ...groups, where: frames[0] });
  const reason = report.trouble ?? (isComplete(report) ? (head.yields ? 'it has no head' : undefined) : cut);
  return {
    head: head.name, kind: head.kind, title, fatal: heads.some(({ fatal }) => fatal), stall: head.stall === true,
    whole: reason === undefined,
    reason,
    fingerprint: reason === undefined ? identity(named, frames) : undefined,
    frames, lines, operation,
  };
}
