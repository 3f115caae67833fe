/** What the events of a run tell about each of its rows: everything that a report of any shape needs beside summary.json. */
import type { RecordEvent } from '../archive/event.ts';
import type { ItemKey } from '../archive/item-id.ts';
import type { SummaryRow } from '../archive/summary.ts';
import type { Finding, Verdict } from '../judge/verdict.ts';
import { describe } from '../model/operation.ts';
import { withBaseline, type HeldTo } from './held-to.ts';
import { withWitness, type NotObservable } from './not-observable.ts';

/** Lines of the console that are kept for the end of an attempt. */
const LAST_LINES = 20;

export interface AttemptStory {
  readonly attempt: number;
  readonly verdict?: Verdict | undefined;
  readonly reason?: string | undefined;
}

export interface ItemStory {
  readonly id: string;
  readonly key: ItemKey;
  /** Absent while it is not judged, and for good in the record of a daxlab that was killed. */
  readonly row?: SummaryRow | undefined;
  /** Why it was not started, where that was decided. */
  readonly notRun?: string | undefined;
  /** The run that judged it, where this one only took it over. */
  readonly from?: string | undefined;
  /** `uname -r` of the guest that answered last. */
  readonly release?: string | undefined;
  readonly findings: readonly Finding[];
  readonly attempts: readonly AttemptStory[];
  /** What the last attempt came to do, in words, by the operation's index. */
  readonly operations: readonly string[];
  /** The last lines of the last attempt's console. */
  readonly lastLines: readonly string[];
  /** Host monotonic milliseconds. */
  readonly started?: number | undefined;
  readonly ended?: number | undefined;
}

export interface RunStory {
  readonly suite: string;
  /** In the order in which they were planned, or started where nobody planned them, by id. */
  readonly items: ReadonlyMap<string, ItemStory>;
  /** What it says about the list of known issues, where it says anything. */
  readonly known?: Extract<RecordEvent, { readonly type: 'known-issues' }> | undefined;
  /** How often each item of SEMANTICS was exercised, by its id. */
  readonly covered: ReadonlyMap<string, number>;
  readonly notObservable: NotObservable;
  readonly heldTo: HeldTo;
  readonly started?: number | undefined;
  /** Time of the last event so far. */
  readonly last?: number | undefined;
}

export const NOTHING_TOLD: RunStory = { suite: '', items: new Map(), covered: new Map(), notObservable: new Map(), heldTo: new Map() };

/** The story with one more event in it. */
export function tell(story: RunStory, event: RecordEvent): RunStory {
  const timed = { ...story, started: story.started ?? event.t, last: event.t };
  if (event.type === 'run-started') {
    const items = event.items.map(({ id, ...key }) => [id, begun(id, key)] as const);
    return { ...timed, suite: event.suite, items: new Map(items) };
  }
  // One that nobody planned, as a search makes them.
  if (event.type === 'item-started' && event.item !== undefined && !timed.items.has(event.item)) {
    const { scenario, machine, kernel, policy, attribute, time } = event;
    const key = { scenario, machine, kernel, policy, ...(attribute !== undefined && { attribute }), ...(time !== undefined && { time }) };
    return { ...timed, items: new Map(timed.items).set(event.item, { ...begun(event.item, key), started: event.t }) };
  }
  if (event.type === 'known-issues') return { ...timed, known: event };
  if (event.type === 'covered') return { ...timed, covered: added(timed.covered, event.counts) };
  const item = event.item === undefined ? undefined : timed.items.get(event.item);
  if (event.type === 'call-witness') return item?.release === undefined ? timed : { ...timed, notObservable: withWitness(timed.notObservable, item.release, event) };
  if (event.type === 'baseline') return { ...timed, heldTo: withBaseline(timed.heldTo, event) };
  const changed = item && tellItem(item, event);
  return changed && changed !== item ? { ...timed, items: new Map(timed.items).set(changed.id, changed) } : timed;
}

const begun = (id: string, key: ItemKey): ItemStory => ({ id, key, findings: [], attempts: [], operations: [], lastLines: [] });

function tellItem(item: ItemStory, event: RecordEvent): ItemStory {
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- a report has no use for the others
  switch (event.type) {
    case 'item-started':
      return { ...item, started: event.t };
    case 'attempt-started':
      return { ...item, lastLines: [], operations: [], attempts: [...item.attempts, { attempt: event.attempt ?? item.attempts.length + 1 }] };
    case 'booted':
      return { ...item, release: event.release };
    case 'operation':
      return { ...item, operations: [...item.operations, describe(event.operation)] };
    case 'kernel-log':
      return { ...item, lastLines: [...item.lastLines, ...event.lines].slice(-LAST_LINES) };
    case 'attempt-ended':
      return { ...item, attempts: item.attempts.map((one) => (one.attempt === event.attempt ? { ...one, verdict: event.verdict, reason: event.reason } : one)) };
    case 'item-judged':
      return { ...item, row: event.row, findings: event.findings, ended: event.t, from: event.from };
    case 'item-not-run':
      return { ...item, notRun: event.reason };
    default:
      return item;
  }
}

function added(covered: RunStory['covered'], counts: Readonly<Record<string, number>>): RunStory['covered'] {
  const sum = new Map(covered);
  for (const [id, count] of Object.entries(counts)) sum.set(id, (sum.get(id) ?? 0) + count);
  return sum;
}

/** Why a planned row has no verdict. */
export const whyNotRun = ({ notRun = 'the run ended before this row was judged' }: Pick<ItemStory, 'notRun'>): string => notRun;

/** Milliseconds that an item took, or has taken up to `now`. */
export function elapsed({ started, ended }: Pick<ItemStory, 'started' | 'ended'>, now?: number): number {
  return started === undefined ? 0 : (ended ?? now ?? started) - started;
}

/** `cycle memmap_on_memory=1 on cxl with debian:6.12`, with the policy where it is not the default. */
export function rowTitle({ name, machine, kernel, policy }: Pick<SummaryRow, 'name' | 'machine' | 'kernel' | 'policy'>): string {
  return `${name} on ${machine} with ${kernel}${policy === 'default' ? '' : `, policy ${policy}`}`;
}
