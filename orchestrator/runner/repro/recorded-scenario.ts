/** The scenario of a finding as its record has it: the steps up to the operation that showed it, and where they were run. */
import { isEvidence, type RecordEvent } from '../../archive/event.ts';
import type { ItemKey } from '../../archive/item-id.ts';
import { RecordReadError } from '../../archive/record-error.ts';
import { NOTHING_DONE, retrace, upTo, type Performed } from '../../judge/retrace.ts';
import type { Finding } from '../../judge/verdict.ts';
import { requirementsOf, retell, retoldName, type Told } from '../../scenario/retell.ts';
import type { Scenario } from '../../scenario/scenario.ts';

export interface RecordedScenario {
  readonly key: ItemKey;
  readonly scenario: Scenario;
  /** Up to the one that showed it. */
  readonly performed: readonly Performed[];
}

/** @param item the row's. @throws RecordReadError for a record that does not tell enough */
export async function recordedScenario(folder: string, events: AsyncIterable<RecordEvent>, item: string, finding: Finding): Promise<RecordedScenario> {
  let key: ItemKey | undefined;
  let done = NOTHING_DONE;
  for await (const event of events) {
    if (event.item !== item) continue;
    if (event.type === 'item-started') key = event;
    if (event.type === 'item-judged' && event.from !== undefined) throw new RecordReadError(folder, `the row was taken over from run ${event.from}`, `npx daxlab repro ${event.from}/${finding.fingerprint}`);
    if (event.type === 'attempt-started') done = NOTHING_DONE;
    else if (isEvidence(event)) done = retrace(done, event);
  }
  const performed = upTo(finding.operation, done.performed);
  const told = performed.flatMap(({ operation, world }): Told[] => (world ? [{ operation, world }] : []));
  if (!key) throw new RecordReadError(folder, `no event of ${item}`, 'the record is not whole: run again');
  const { scenario: name, machine, kernel, policy } = key;
  return {
    key: { scenario: name, machine, kernel, policy }, performed,
    // Before the first operation nothing needs to be done, and a scenario has at least one step.
    scenario: { name: retoldName(name), description: finding.title, requires: requirementsOf(told), steps: told.length > 0 ? retell(told) : [{ kind: 'bind' }] },
  };
}
