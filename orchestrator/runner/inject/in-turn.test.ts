import { expect, it } from 'vitest';
import type { SummaryRow } from '../../archive/summary.ts';
import { NOTHING_DONE, type Performed } from '../../judge/retrace.ts';
import { injectedText } from '../../cli/injected-text.ts';
import { ERRNO } from '../../model/errno.ts';
import type { Row } from '../run-plan.ts';
import { IN_ONE_GUEST, tryInTurn, type Behind, type TryAll } from './in-turn.ts';
import type { Injected, Numbered } from './told.ts';

const numbered = (operation: number, count: number, from = 1): Numbered[] =>
  Array.from({ length: count }, (_, index) => ({ fn: 'allocations', site: { operation, call: index + 1 }, place: from + index, of: 200 }));

const FINDING = { kind: 'log', title: 'kernel BUG in add_memory_resource', fingerprint: 'f', known: false } as const;

/** What a guest comes to: how many of its calls it does, whether the last of them is a crash, what is seen of another operation, and how many of the last it never comes to. */
interface Guest {
  readonly does?: number;
  readonly crash?: true;
  readonly else?: true;
  readonly never?: number;
}

async function ran(sites: readonly Numbered[], guests: readonly Guest[]): Promise<{ readonly rows: readonly string[]; readonly told: readonly Injected[]; readonly behind: readonly Behind[] }> {
  const [rows, told, behind]: [string[], Injected[], Behind[]] = [[], [], []];
  const rowFor = (some: readonly Numbered[]): Row => ({ scenario: { name: `${some[0]?.place ?? ''} to ${some.at(-1)?.place ?? ''}` }, some }) as unknown as Row;
  const tryAll: TryAll = (all, tell) => {
    for (const one of all) {
      const { name } = one.row.scenario;
      const { some } = one.row as unknown as { readonly some: readonly Numbered[] };
      const { does = some.length, crash, else: other, never = 0 } = guests[rows.length] ?? {};
      rows.push(name);
      const performed = some.slice(0, does).map(({ site }, index): Performed => ({
        index, operation: { kind: 'bind', device: 'dax0.0', fault: { in: 'allocations', at: { call: site.call }, does: { kind: 'fail', errno: 'ENOMEM' } } },
        ...(!(crash && index === does - 1) && { errno: ERRNO.ENOMEM }),
      }));
      const findings = [...(crash ? [{ ...FINDING, operation: does - 1 }] : []), ...(other ? [{ ...FINDING, kind: 'conservation' as const, title: 'a leak', operation: 99 }] : [])];
      const row: SummaryRow = {
        name, machine: 'cxl', kernel: 'build:debug', kernelRelease: '6.12', policy: 'default', attempts: 1, checkedOperations: does, findings,
        verdict: crash ? 'kernel-crash' : other ? 'model-mismatch' : does === 0 ? 'infra-failure' : 'pass', ...(does === 0 && { reason: 'no guest' }),
      };
      const calls = new Map(performed.map(({ index }) => [index, index >= does - never ? 0 : some[index]?.site.call ?? 0]));
      tell(one, { row, calls, retraced: { ...NOTHING_DONE, performed } });
    }
    return Promise.resolve();
  };
  await tryInTurn(sites, rowFor, tryAll, (one) => { told.push(one); }, (one) => { behind.push(one); });
  return { rows, told, behind };
}

it('has as many in a guest as are worth one, all of one operation', async () => {
  const { rows, told } = await ran([...numbered(1, IN_ONE_GUEST + 2), ...numbered(2, 3, 67)], []);
  expect(rows).toEqual([`1 to ${IN_ONE_GUEST}`, '65 to 66', '67 to 69']);
  expect(told.map(({ place }) => place)).toEqual(Array.from({ length: IN_ONE_GUEST + 5 }, (_, index) => index + 1));
});

it('goes on in another guest behind the call that ended one, and tells it of that call alone', async () => {
  const { rows, told, behind } = await ran(numbered(1, 6), [{ does: 3, crash: true }]);
  expect(rows).toEqual(['1 to 6', '4 to 6']);
  expect(told.map(({ place, errno, row: { verdict, findings } }) => `${place} ${errno ?? 'none'} ${verdict} ${findings.length}`)).toEqual([
    '1 ENOMEM pass 0', '2 ENOMEM pass 0', '3 none kernel-crash 1', '4 ENOMEM pass 0', '5 ENOMEM pass 0', '6 ENOMEM pass 0',
  ]);
  expect(behind).toEqual([]);
});

it('does not try for ever what no guest can be had for', async () => {
  const { rows, told } = await ran(numbered(1, 3), [{ does: 0 }, { does: 0 }, { does: 0 }]);
  expect(rows).toEqual(['1 to 3', '2 to 3', '3 to 3']);
  expect(told.map(({ row: { verdict } }) => verdict)).toEqual(['infra-failure', 'infra-failure', 'infra-failure']);
});

it('tells of what is of none of the calls, and of calls that the operation did not come to', async () => {
  const { told, behind } = await ran(numbered(1, 4), [{ else: true, never: 1 }]);
  expect(behind.map(({ row }) => row.findings.map(({ title }) => title))).toEqual([['a leak']]);
  expect(told.map(({ never = false }) => never)).toEqual([false, false, false, true]);
  const text = injectedText({ summary: { runId: 'r', exitStatus: 1 } as never, injected: told, behind, without: [] }, 'results');
  expect(text).toMatch(/allocations +1 to 3 of 200 +bind dax0.0 to kmem +ENOMEM +-\n/);
  expect(text).toMatch(/allocations +4 of 200 +bind dax0.0 to kmem +ENOMEM +not so many calls this time\n/);
  expect(text).toContain('1 to 4, of none of its calls: conservation: a leak');
});
