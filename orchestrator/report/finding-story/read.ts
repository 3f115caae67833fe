/** What a record tells about one finding: the row that has it, and the attempt that showed it, operation by operation. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RecordEvent } from '../../archive/event.ts';
import { machineFolder } from '../../archive/layout.ts';
import { openRecord, type RunRecord } from '../../archive/record-reader.ts';
import type { RecordedFinding } from '../../archive/recorded-finding.ts';
import { rowDetail } from '../page-data/row-detail.ts';
import type { RowDetail } from '../page-data/row-shape.ts';
import type { RunsBefore } from '../runs-before.ts';
import { findingStatus, type FindingStatus } from './status.ts';

export interface FindingStory extends RecordedFinding {
  readonly runId: string;
  /** Other rows that have it. */
  readonly others: readonly RecordedFinding[];
  /** `qemu-system-x86 1:11.1.3`. */
  readonly qemu?: string | undefined;
  /** Which accelerator the guest had, and why. */
  readonly accelerator?: string | undefined;
  /** Absent where the row was taken over from a run whose record does not lie beside this one. */
  readonly detail?: RowDetail | undefined;
  /** Over the runs beside this one, where there are any. */
  readonly status?: FindingStatus | undefined;
  /** The run that judged the row, where this one took it over. */
  readonly from?: string | undefined;
}

/** The first of the rows is told, the others are named. Throws RecordReadError. */
export async function readFindingStory(record: RunRecord, [place, ...others]: readonly [RecordedFinding, ...RecordedFinding[]], before: RunsBefore): Promise<FindingStory> {
  const told = { ...place, runId: record.run.runId, others, qemu: qemuOf(record), status: await findingStatus(record.folder, place, before) };
  const { events, from } = await lastAttempt(record, place.item);
  if (from === undefined) return { ...told, ...attemptStory(place, events, await qmpLog(record, events)) };
  const judged = await openRecord(join(dirname(record.folder), from)).catch(() => undefined);
  if (!judged) return { ...told, from };
  const there = await lastAttempt(judged, place.item);
  return { ...told, from, qemu: qemuOf(judged), ...attemptStory(place, there.events, await qmpLog(judged, there.events)) };
}

/** Empty where QEMU never came that far. */
async function qmpLog({ folder }: RunRecord, events: readonly RecordEvent[]): Promise<string> {
  const { item, attempt } = events.find((event) => event.attempt !== undefined) ?? {};
  return item === undefined || attempt === undefined ? '' : readFile(join(machineFolder(folder, item, attempt), 'qmp.log'), 'utf8').catch(() => '');
}

function qemuOf({ run }: RunRecord): string | undefined {
  const used = run.used.find(({ name }) => /^qemu-system|^qemu$/.test(name));
  return used && [used.name, used.version].filter((part) => part !== undefined).join(' ');
}

/** Only these are kept: a record may be larger than memory. */
async function lastAttempt(record: RunRecord, item: string): Promise<{ readonly events: readonly RecordEvent[]; readonly from?: string | undefined }> {
  let events: RecordEvent[] = [];
  for await (const event of record.events(() => undefined)) {
    if (event.item !== item) continue;
    if (event.type === 'attempt-started') events = [];
    if (event.type === 'item-judged') return { events, from: event.from };
    events.push(event);
  }
  return { events };
}

function attemptStory({ item, row, finding }: RecordedFinding, events: readonly RecordEvent[], qmp: string): Pick<FindingStory, 'accelerator' | 'detail'> {
  const booted = events.find((event) => event.type === 'booted');
  return { accelerator: booted?.accelerator, detail: rowDetail({ id: item, attempt: row.attempts, events, earlier: [], findings: [finding], qmp }) };
}
