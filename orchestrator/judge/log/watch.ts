/**
 * The kernel log as a stream: a fold over its lines that keeps a report open until its end was seen, however the lines were cut into
 * pieces on their way here.
 */
import { aheadOf, isOverdue, named, older, type Ahead } from './ahead.ts';
import { droppedBefore, type LogGap } from './gap.ts';
import { headOf, mayBeHead } from './heads/heads.ts';
import { parseLine, type LogLine } from './line.ts';
import { markerOf, missingBefore, NOT_BEGUN, type Progress } from './markers.ts';
import { sequenceOf } from './numbering.ts';
import { add, goesOn, goOn, isComplete, isTooLong, open, type OpenReport } from './open-report.ts';
import { close, type LogReport } from './report.ts';

/** What is remembered from one piece of the log to the next. */
export interface LogWatch {
  readonly open?: OpenReport | undefined;
  readonly progress: Progress;
  /** Number of the last record, where the lines are those of /dev/kmsg. */
  readonly sequence?: number | undefined;
  /** Lines that the kernel printed since the last end of an operation. */
  readonly printed: number;
  /** The operation that ended last, and the lines that the kernel had printed by then since the one before it, its marker included. */
  readonly ended?: { readonly operation: number; readonly printed: number } | undefined;
  /** Lines for which what begins may be the rest of a report that another was mixed into. */
  readonly suspect: number;
  /** A line whose head is to follow. */
  readonly ahead?: Ahead | undefined;
}

export const NOTHING_WATCHED: LogWatch = { progress: NOT_BEGUN, printed: 0, suspect: 0 };

/** Longer than the rest of a report: the longest that guests printed, but for lists of tasks, has 91 lines. */
const SUSPECT = 200;

export interface Watched {
  readonly watch: LogWatch;
  /** Reports that have ended. */
  readonly reports: readonly LogReport[];
  readonly gaps: readonly LogGap[];
}

/**
 * More lines of the log, in order.
 * @param operation index of the operation under way, for a log without the agent's markers
 */
export function watchLog(watch: LogWatch, lines: readonly string[], operation = -1): Watched {
  const stream = new Stream(watch, operation);
  for (const line of lines) stream.take(line);
  return stream.watched();
}

/** The log has ended: what is still open is a report that was cut, unless its last line was there. */
export function endLog(watch: LogWatch): Watched {
  const stream = new Stream(watch, -1);
  stream.end('the log ends within it');
  return stream.watched();
}

/** Whether the kernel has begun to say that it does not go on. */
export const saysFatal = ({ open: report }: LogWatch): boolean => report?.heads.some(({ fatal }) => fatal) ?? false;

/** Local to one fold step. */
class Stream {
  readonly #reports: LogReport[] = [];
  readonly #gaps: LogGap[] = [];
  readonly #fallback: number;
  #open: OpenReport | undefined;
  #progress: Progress;
  #sequence: number | undefined;
  #printed: number;
  #ended: LogWatch['ended'];
  #suspect: number;
  #ahead: Ahead | undefined;

  constructor({ open: report, progress, sequence, printed, ended, suspect, ahead }: LogWatch, fallback: number) {
    this.#open = report;
    this.#progress = progress;
    this.#sequence = sequence;
    this.#printed = printed;
    this.#ended = ended;
    this.#suspect = suspect;
    this.#ahead = ahead;
    this.#fallback = fallback;
  }

  watched(): Watched {
    const watch: LogWatch = { open: this.#open, progress: this.#progress, sequence: this.#sequence, printed: this.#printed, ended: this.#ended, suspect: this.#suspect, ahead: this.#ahead };
    return { watch, reports: this.#reports, gaps: this.#gaps };
  }

  take(line: string): void {
    this.#number(line);
    const parsed = parseLine(line);
    const { message } = parsed;
    if (parsed.printed) this.#printed++;
    const dropped = droppedBefore(line);
    if (message.startsWith(AGENT)) this.#mark(message);
    else if (dropped > 0) this.#gap('dropped', `the console left out ${dropped} messages`);
    else if (mayBeHead(message) || this.#open?.named.head.yields) this.#name(line, parsed);
    else if (this.#open) this.#follow(this.#open, line, parsed);
    if (this.#suspect > 0) this.#suspect--;
    if (this.#ahead) this.#pass(this.#ahead, parsed);
  }

  end(cut: string): void {
    if (this.#open) this.#reports.push(close(this.#open, cut));
    this.#open = undefined;
  }

  /** A line that looks like a head; behind `cut here` any line may be the one that names the report. */
  #name(line: string, parsed: LogLine): void {
    const found = headOf(parsed.message);
    const report = this.#open;
    if (!found) {
      if (report) this.#follow(report, line, parsed);
      this.#ahead = aheadOf(line, parsed, this.#open?.lines.at(-1) === line) ?? this.#ahead;
      return;
    }
    if (report?.caller === parsed.caller && report && goesOn(report, found, parsed.message)) {
      this.#open = goOn(report, found, line);
      return;
    }
    if (report && !isComplete(report)) this.#suspect = SUSPECT;
    this.end('another report begins within it');
    const better = named(this.#ahead, found, parsed);
    const lines = better && this.#ahead ? [this.#ahead.line, line] : [line];
    if (!better && this.#ahead) this.#lose(this.#ahead);
    this.#ahead = undefined;
    this.#open = open(better ?? found, lines, parsed.caller, this.#operation, this.#suspect > 0 ? 'it begins within another report, or is the rest of one' : undefined);
  }

  #pass(ahead: Ahead, parsed: LogLine): void {
    this.#ahead = older(ahead, parsed);
    if (!isOverdue(this.#ahead)) return;
    this.#lose(ahead);
    this.#ahead = undefined;
  }

  /** Its report comes later, without what names it, or is mixed into another. */
  #lose({ kept }: Ahead): void {
    if (!kept) this.#suspect = SUSPECT;
  }

  #follow(report: OpenReport, line: string, parsed: LogLine): void {
    const next = add(report, line, parsed);
    this.#open = next ?? report;
    if (!next || isTooLong(next)) this.end('it has too many lines');
  }

  #mark(message: string): void {
    const marker = markerOf(message);
    if (!marker) return;
    // A report that waits only for lines that might follow it has ended; one under way is of another task than the agent.
    if (this.#open && isComplete(this.#open)) this.end('');
    const missing = missingBefore(this.#progress, marker);
    if (missing !== undefined) this.#gap('marker', missing);
    this.#progress = marker;
    if (marker.place === 'end') [this.#ended, this.#printed] = [{ operation: marker.operation, printed: this.#printed }, 0];
    if (!this.#open) this.#suspect = 0;
  }

  #number(line: string): void {
    const number = sequenceOf(line);
    if (number === undefined) return;
    if (this.#sequence !== undefined && number !== this.#sequence + 1) this.#gap('numbering', `record ${this.#sequence} was followed by ${number}`);
    this.#sequence = number;
  }

  #gap(kind: LogGap['kind'], text: string): void {
    this.#gaps.push({ kind, text, operation: this.#operation });
    if (this.#open && !isComplete(this.#open)) this.#open = { ...this.#open, trouble: this.#open.trouble ?? `lines are missing in it: ${text}` };
  }

  get #operation(): number {
    return this.#progress.operation === NOT_BEGUN.operation ? this.#fallback : this.#progress.operation;
  }
}

const AGENT = 'daxlab: ';
