/** What is told of the last attempt of a row that failed. */
import type { RecordEvent } from '../../archive/event.ts';
import type { Finding } from '../../judge/verdict.ts';
import { callLines } from './call-lines.ts';
import { clockOffsets, consoleLines } from './console.ts';
import { qmpLines } from './qmp.ts';
import { replay } from './replay.ts';
import type { RowDetail } from './row-shape.ts';

export interface AttemptRecord {
  readonly id: string;
  readonly attempt: number;
  /** Every event of the attempt. */
  readonly events: readonly RecordEvent[];
  readonly earlier: RowDetail['earlier'];
  readonly findings: readonly Finding[];
  /** Text of qmp.log; empty where there is none. */
  readonly qmp: string;
}

export function rowDetail({ id, attempt, events, earlier, findings, qmp }: AttemptRecord): RowDetail {
  const zero = events[0]?.t ?? 0;
  const { steps, memory } = replay(events, zero, new Set(findings.map(({ operation }) => operation)));
  const began = new Map(events.flatMap((event) => (event.type === 'operation' ? [[event.index, event.t]] : [])));
  const returned = new Map(events.flatMap((event) => (event.type === 'result' ? [[event.index, event.t]] : [])));
  const spans = new Map([...began].flatMap(([index, t]) => { const end = returned.get(index); return end === undefined ? [] : [[index, { began: t, returned: end }] as const]; }));
  const pieces = events.filter((event) => event.type === 'kernel-log');
  const { lines, leftOut } = consoleLines(pieces, began, zero, new Set(findings.flatMap(({ log }) => log)));
  return {
    id, attempt, earlier, took: (events.at(-1)?.t ?? zero) - zero, phases: phases(events, zero), steps, console: lines, consoleLeftOut: leftOut, qmp: qmpLines(qmp, zero),
    calls: callLines(events.filter((event) => event.type === 'called'), clockOffsets(pieces, began), spans, zero), memory, findings,
  };
}

/** Up to the first operation; from then on the operations tell it. */
function phases(events: readonly RecordEvent[], zero: number): RowDetail['phases'] {
  const first = events.findIndex(({ type }) => type === 'operation');
  return events.slice(0, first === -1 ? undefined : first).flatMap((event) => (event.type === 'progress' ? [{ at: Math.round(event.t - zero), what: event.what }] : []));
}
