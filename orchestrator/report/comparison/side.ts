/** What one row did on one kernel, as far as another kernel is held against it. */
import type { RecordEvent } from '../../archive/event.ts';
import type { SummaryRow } from '../../archive/summary.ts';
import { markerOf } from '../../judge/log/markers.ts';
import { observedFacts } from '../../model/observables/all.ts';
import type { Facts } from '../../model/observables/observable.ts';
import { describe, errnoName, type Operation } from '../../model/operation.ts';

export interface Done {
  readonly index: number;
  readonly operation: Operation;
  readonly errno?: string | undefined;
  /** Functions that were called, each with how often. */
  readonly calls?: ReadonlyMap<string, number> | undefined;
  /** What is not as at the start: by how much where it is a number, else to what. */
  readonly changed?: ReadonlyMap<string, string | number> | undefined;
  /** Of the guest's clock. */
  readonly began?: number | undefined;
  readonly seconds?: number | undefined;
}

export interface Side {
  readonly release: string;
  /** Functions that the witness sees. */
  readonly observable: ReadonlySet<string>;
  readonly start?: Facts | undefined;
  readonly done: readonly Done[];
  readonly row?: SummaryRow | undefined;
}

export const NOTHING_DONE: Side = { release: '', observable: new Set(), done: [] };

/** The last attempt counts. */
export function follow(side: Side, event: RecordEvent): Side {
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- a comparison has no use for the others
  switch (event.type) {
    case 'attempt-started':
      return NOTHING_DONE;
    case 'booted':
      return { ...side, release: event.release };
    case 'call-witness':
      return { ...side, observable: new Set(event.observable.map(({ fn }) => fn)) };
    case 'baseline':
      return { ...side, start: new Map(observedFacts(event.observation)) };
    case 'operation':
      return { ...side, done: [...side.done, { index: event.index, operation: event.operation }] };
    case 'result':
      return withDone(side, event.index, { errno: [event.errno, ...(event.also ?? [])].map(errnoName).join(' and ') });
    case 'called':
      return withDone(side, event.index, { calls: counted(event.calls.map(({ fn }) => fn)) });
    case 'observed':
      return withDone(side, event.index, { changed: changes(side.start ?? new Map(), observedFacts(event.observation)) });
    case 'kernel-log':
      return event.lines.reduce(timed, side);
    case 'item-judged':
      return { ...side, row: event.row };
    default:
      return side;
  }
}

function withDone(side: Side, index: number, more: Partial<Done>): Side {
  return { ...side, done: side.done.map((one) => (one.index === index ? { ...one, ...more } : one)) };
}

function counted(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** What two kernels had at their starts is theirs: only what came since is compared. */
function changes(start: Facts, now: Facts): ReadonlyMap<string, string | number> {
  const changed = new Map<string, string | number>();
  for (const [fact, value] of now) {
    const before = start.get(fact);
    if (before !== value) changed.set(fact, typeof value === 'number' && typeof before === 'number' ? value - before : value);
  }
  for (const fact of start.keys()) if (!now.has(fact)) changed.set(fact, 'gone');
  return changed;
}

/** `[   12.345678] daxlab: operation 3 begin`, on the console. */
const LINE = /^\[ *(\d+\.\d+)\](?:\[[^\]]*\])? (.*)$/;

function timed(side: Side, line: string): Side {
  const [, seconds, message = ''] = LINE.exec(line) ?? [];
  const marker = markerOf(message);
  if (!marker || seconds === undefined) return side;
  const at = Number(seconds);
  if (marker.place === 'begin') return withDone(side, marker.operation, { began: at });
  const began = side.done.find(({ index }) => index === marker.operation)?.began;
  return began === undefined ? side : withDone(side, marker.operation, { seconds: at - began });
}

/** The kind of an operation, whatever it was done to. */
export function stepOf(operation: Operation): string {
  if (operation.kind === 'write-state') return `memory block: ${operation.value}`;
  if (operation.kind === 'bind' || operation.kind === 'unbind') return operation.kind;
  return describe(operation).replaceAll(/\b(memory|dax|dimm)\d+(\.\d+)?/g, '$1');
}
