/** What a record tells about one finding: the row that has it, and the attempt that showed it, operation by operation. */
import { dirname, join } from 'node:path';
import type { RecordEvent } from '../../archive/event.ts';
import { openRecord, type RunRecord } from '../../archive/record-reader.ts';
import type { RecordedFinding } from '../../archive/recorded-finding.ts';
import { rowDetail } from '../page-data/row-detail.ts';
import type { RowDetail } from '../page-data/shape.ts';

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
  /** The run that judged the row, where this one took it over. */
  readonly from?: string | undefined;
}

/** The first of the rows is told, the others are named. Throws RecordReadError. */
export async function readFindingStory(record: RunRecord, [place, ...others]: readonly [RecordedFinding, ...RecordedFinding[]]): Promise<FindingStory> {
  const told = { ...place, runId: record.run.runId, others, qemu: qemuOf(record) };
  const { events, from } = await lastAttempt(record, place.item);
  if (from === undefined) return { ...told, ...attemptStory(place, events) };
  const judged = await openRecord(join(dirname(record.folder), from)).catch(() => undefined);
  return judged ? { ...told, from, qemu: qemuOf(judged), ...attemptStory(place, (await lastAttempt(judged, place.item)).events) } : { ...told, from };
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

function attemptStory({ item, row, finding }: RecordedFinding, events: readonly RecordEvent[]): Pick<FindingStory, 'accelerator' | 'detail'> {
  const booted = events.find((event) => event.type === 'booted');
  return { accelerator: booted?.accelerator, detail: rowDetail({ id: item, attempt: row.attempts, events, earlier: [], findings: [finding], qmp: '' }) };
}
