import { expect, it } from 'vitest';
import type { RecordEvent } from '../../archive/event.ts';
import type { Finding } from '../../judge/verdict.ts';
import { start } from '../../testing/start.ts';
import { attribute, bindTo, unbindFrom } from '../../testing/worlds.ts';
import { recordedScenario } from './recorded-scenario.ts';

const ITEM = 'cycle-1.hmem.debian-6.12.43.default';
const KEY = { scenario: 'cycle', machine: 'hmem', kernel: 'debian:6.12.43', policy: 'default' };
const FINDING: Finding = { kind: 'calls', title: 'a leak', fingerprint: 'ce87d469ebc46fdc', operation: 2, differences: [], log: [] };

const row = { name: 'cycle', machine: 'hmem', kernel: 'debian:6.12.43', policy: 'default', kernelRelease: '', verdict: 'pass' as const, attempts: 1, checkedOperations: 0, findings: [] };

async function* events(more: readonly object[] = []): AsyncGenerator<RecordEvent> {
  const operations = [attribute('1'), bindTo(), unbindFrom(), bindTo()].flatMap((operation, index) => [{ type: 'operation', index, operation }, { type: 'result', index, errno: 0 }]);
  const attempt = [{ type: 'attempt-started' }, { type: 'baseline', observation: start() }, ...operations];
  // An attempt that was made again is not the one that tells.
  const all = [{ type: 'item-started', ...KEY, attribute: '1' }, { type: 'attempt-started' }, { type: 'operation', index: 0, operation: unbindFrom() }, ...attempt, ...more];
  for (const event of all) yield { v: 2, t: 0, item: ITEM, ...event } as unknown as RecordEvent;
  yield { v: 2, t: 0, item: 'another', type: 'operation', index: 0, operation: unbindFrom() };
  await Promise.resolve();
}

it('has the steps of the last attempt up to the finding, without placeholders', async () => {
  expect(await recordedScenario('r', events(), ITEM, FINDING)).toMatchObject({
    key: KEY, performed: [{ index: 0 }, { index: 1 }, { index: 2 }],
    scenario: { name: 'cycle-repro', requires: ['memmap-on-memory-attribute'], steps: [{ kind: 'write-attribute', value: '1' }, { kind: 'bind' }, { kind: 'unbind' }] },
  });
});

it('says where the evidence is that the record does not have', async () => {
  await expect(recordedScenario('r', events([{ type: 'item-judged', row, findings: [], from: '20251122-094105-417-9f3c' }]), ITEM, FINDING)).rejects.toThrow('npx daxlab repro 20251122-094105-417-9f3c/ce87d469ebc46fdc');
  await expect(recordedScenario('r', events(), 'none', FINDING)).rejects.toThrow('no event of none');
});
