/** Details of the rows that failed, as the events of a run come: an attempt's events are kept until its row is judged. */
import type { RecordEvent } from '../../archive/event.ts';
import type { Verdict } from '../../judge/verdict.ts';
import { rowDetail } from './row-detail.ts';
import type { RowDetail } from './row-shape.ts';

/** Of these nothing more is told than a line. */
const QUIET: readonly Verdict[] = ['pass', 'unsupported'];

type Ended = Extract<RecordEvent, { readonly type: 'attempt-ended' }>;

/** Text of an attempt's qmp.log, asked for when its row is judged: then QEMU is gone. */
export type QmpOf = (item: string, attempt: number) => string;

export class Failures {
  readonly details: RowDetail[] = [];
  readonly #qmpOf: QmpOf;
  /** By item: the events of its latest attempt, and how the earlier ones ended. */
  readonly #open = new Map<string, { events: RecordEvent[]; readonly ended: Ended[] }>();

  constructor(qmpOf: QmpOf) {
    this.#qmpOf = qmpOf;
  }

  take(event: RecordEvent): void {
    const { item } = event;
    if (item === undefined) return;
    const open = this.#open.get(item) ?? { events: [], ended: [] };
    this.#open.set(item, open);
    if (event.type === 'attempt-started') open.events = [];
    if (event.type === 'attempt-ended') open.ended.push(event);
    if (event.type !== 'item-judged') {
      open.events.push(event);
      return;
    }
    this.#open.delete(item);
    // What another run judged has its evidence in that run's record.
    if (event.from !== undefined || QUIET.includes(event.row.verdict)) return;
    const attempt = open.ended.at(-1)?.attempt ?? 1;
    const earlier = open.ended.slice(0, -1).map(({ attempt: number = 0, verdict, reason }) => ({ attempt: number, verdict, reason }));
    this.details.push(rowDetail({ id: item, attempt, events: open.events, earlier, findings: event.findings, qmp: this.#qmpOf(item, attempt) }));
  }
}
