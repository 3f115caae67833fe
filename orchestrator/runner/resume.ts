/** Going on where another run ended: what it was asked for, and the verdicts that it came to. */
import type { RecordEvent } from '../archive/event.ts';
import { openRecord } from '../archive/record-reader.ts';
import { parseShard } from '../config/shard.ts';
import type { RunRequest } from './request.ts';

type Told<Type extends RecordEvent['type']> = Extract<RecordEvent, { readonly type: Type }>;

export interface Judged {
  readonly verdict: Told<'item-judged'>;
  /** What its attempts exercised. */
  readonly covered: readonly Told<'covered'>[];
}

export interface Resumed {
  /** Id of the run that is gone on with. */
  readonly from: string;
  /** What is not asked for now is what was asked for then. */
  readonly request: RunRequest;
  /** By item id. A row that ended without a verdict is not among them. */
  readonly judged: ReadonlyMap<string, Judged>;
}

/** @throws RecordReadError */
export async function resume(request: RunRequest, folder: string): Promise<Resumed> {
  const { run: { runId, asked }, events } = await openRecord(folder);
  const judged = new Map<string, Judged>();
  const covered: Told<'covered'>[] = [];
  for await (const event of events(() => undefined)) {
    if (event.type === 'covered') covered.push(event);
    if (event.type === 'item-judged' && event.item !== undefined) judged.set(event.item, { verdict: event, covered: covered.filter(({ item }) => item === event.item) });
  }
  return {
    from: runId, judged,
    request: {
      ...request, suites: request.suites ?? asked.suites, machines: request.machines ?? asked.machines, kernels: request.kernels ?? asked.kernels, policies: request.policies ?? asked.policies,
      scenarios: request.scenarios ?? asked.scenarios, modules: request.modules ?? asked.modules, qemu: request.qemu ?? asked.qemu, known: request.known ?? asked.known,
      semantics: request.semantics ?? asked.semantics, shard: request.shard ?? (asked.shard === undefined ? undefined : parseShard(asked.shard)),
    },
  };
}
