/**
 * The kernel log as a stream: a fold over its lines that keeps a report open until its end was seen, however the lines were cut into
 * pieces on their way here.
 */
import { droppedBefore, type LogGap } from './gap.ts';
import { headOf, mayBeHead } from './heads/heads.ts';
import { messageStart, parseLine } from './line.ts';
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
}

export const NOTHING_WATCHED: LogWatch = { progress: NOT_BEGUN };

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

  constructor({ open: report, progress, sequence }: LogWatch, fallback: number) {
    this.#open = report;
    this.#progress = progress;
    this.#sequence = sequence;
    this.#fallback = fallback;
  }

  watched(): Watched {
    return { watch: { open: this.#open, progress: this.#progress, sequence: this.#sequence }, reports: this.#reports, gaps: this.#gaps };
  }

  take(line: string): void {
    const start = messageStart(line);
    const first = line.charCodeAt(start);
    if (first === D && line.startsWith(AGENT, start)) this.#agent(line.slice(start));
    else if (mayBeHead(line, start)) this.#report(line, true);
    else if (this.#open) this.#report(line, this.#open.named.head.yields === true);
    else if (first === ASTERISK) this.#dropped(line);
    if (start > 0 && isDigit(line.charCodeAt(0))) this.#number(line);
  }

  end(why: string): void {
    if (this.#open) this.#reports.push(close(this.#open, why));
    this.#open = undefined;
  }

  /** Behind `cut here` any line may be the one that names the report. */
  #report(line: string, mayName: boolean): void {
    if (this.#dropped(line)) return;
    const parsed = parseLine(line);
    const found = mayName ? headOf(parsed.message) : undefined;
    if (!found) {
      this.#follow(line, parsed);
      return;
    }
    if (this.#open && this.#open.caller === parsed.caller && goesOn(this.#open, found, parsed.message)) {
      this.#open = goOn(this.#open, found, line);
      return;
    }
    const within = this.#open && !isComplete(this.#open);
    this.end('another report begins within it');
    this.#open = open(found, line, parsed.caller, this.#operation, within ? 'it begins within another report' : undefined);
  }

  #follow(line: string, parsed: ReturnType<typeof parseLine>): void {
    if (!this.#open) return;
    const next = add(this.#open, line, parsed);
    if (next) this.#open = next;
    if (!next || isTooLong(next)) this.end('');
  }

  #agent(message: string): void {
    const marker = markerOf(message);
    if (!marker) return;
    // A report that waits only for lines that might follow it has ended; one under way is of another task than the agent.
    if (this.#open && isComplete(this.#open)) this.end('');
    const missing = missingBefore(this.#progress, marker);
    if (missing !== undefined) this.#gap('marker', missing);
    this.#progress = marker;
  }

  #dropped(line: string): boolean {
    const count = droppedBefore(line);
    if (count === 0) return false;
    this.#gap('dropped', `the console left out ${count} messages`);
    return true;
  }

  #number(line: string): void {
    const number = sequenceOf(line);
    if (number === undefined) return;
    if (this.#sequence !== undefined && number !== this.#sequence + 1) this.#gap('numbering', `record ${this.#sequence + 1} was followed by ${number}`);
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
const D = 'd'.charCodeAt(0);
const ASTERISK = '*'.charCodeAt(0);
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
