import { expect, it } from 'vitest';
import { rowName } from '../../archive/item-id.ts';
import type { SummaryRow } from '../../archive/summary.ts';
import { loadCatalogue } from '../../config/catalogue.ts';
import { planScenario, type PlannedItem } from '../../config/run-plan.ts';
import { NOTHING_DONE, type Performed } from '../../judge/retrace.ts';
import { predict } from '../../model/predict.ts';
import { begin } from '../../model/start.ts';
import type { World } from '../../model/world.ts';
import { CATALOGUE } from '../../scenario/sensitivity/catalogue.ts';
import type { LiveMutant } from '../../scenario/sensitivity/mutant.ts';
import { stepsSource } from '../../scenario/source.ts';
import { start } from '../../testing/start.ts';
import type { Row } from '../run-plan.ts';
import { tryMutants, type MutantsTried, type TryAll } from './try-mutants.ts';

const named = (name: string): LiveMutant => CATALOGUE.find((mutant) => mutant.name === name) ?? expect.fail(`no mutant ${name}`);

async function rows(...scenarios: readonly string[]): Promise<readonly PlannedItem[]> {
  const catalogue = await loadCatalogue();
  return (await Promise.all(scenarios.map((name) => planScenario(name, { machines: [name === 'plug' ? 'pc-dimm' : 'hmem'], kernels: ['debian:7.3'] }, catalogue)))).flatMap(({ items }) => items);
}

/** What a sound kernel does in it. */
function performed({ scenario, item }: Row): readonly Performed[] {
  const next = stepsSource(scenario.steps, { attribute: item.attribute });
  const done: Performed[] = [];
  let world: World = begin(start());
  for (let operation = next(world); operation; operation = next(world)) {
    done.push({ index: done.length, operation, world });
    world = predict(world, operation)[0]?.world ?? world;
  }
  return done;
}

interface Fake extends MutantsTried {
  readonly ran: readonly string[];
}

/** @param verdicts of rows by name, of all others `pass`; @param most rows until the time is used up */
async function tryAll(mutants: readonly string[], items: readonly PlannedItem[], verdicts: Readonly<Record<string, SummaryRow['verdict']>> = {}, most = Infinity): Promise<Fake> {
  const ran: string[] = [];
  const fake: TryAll = (all, tell) => {
    for (const one of all) {
      const { item } = one.row;
      const name = rowName(item);
      ran.push(name);
      const row = { name, machine: item.machine, kernel: item.kernel, kernelRelease: '7.3.4', policy: item.policy, verdict: verdicts[name] ?? 'pass', attempts: 1, checkedOperations: 7, findings: [] };
      tell(one, { row, retraced: { ...NOTHING_DONE, performed: one.row.source ? [] : performed(one.row) } });
    }
    return Promise.resolve();
  };
  const budget = { usedUp: () => ran.length >= most, time: '1m' };
  return { ran, ...await tryMutants({ mutants: mutants.map(named), items, under: (planned) => planned, tryAll: fake, budget }) };
}

it('runs a row without a mutant first, and what was noticed no more', async () => {
  const { ran, tried } = await tryAll(['altmap-dropped', 'wrong-zone'], await rows('cycle', 'stuck'), { 'altmap-dropped-in-cycle memmap_on_memory=1': 'model-mismatch', 'wrong-zone-in-stuck': 'kernel-crash' });
  // With the attribute at 0 a range is one chunk: there is no third call.
  expect(ran).toEqual([
    'cycle memmap_on_memory=0', 'wrong-zone-in-cycle memmap_on_memory=0', 'cycle memmap_on_memory=1', 'altmap-dropped-in-cycle memmap_on_memory=1', 'wrong-zone-in-cycle memmap_on_memory=1', 'wrong-zone-in-stuck', 'stuck',
  ]);
  expect(tried.map(({ rows: all }) => all.map(({ verdict }) => verdict))).toEqual([['model-mismatch'], ['pass', 'pass', 'kernel-crash']]);
});

it('leaves a row out that the kernel itself does not pass, where it is one mutant alone that it noticed as well', async () => {
  const mutants = ['wrong-zone', 'still-isolated'];
  const cycle = await rows('cycle');
  const several = await tryAll(mutants, cycle, { 'cycle memmap_on_memory=0': 'unknown' });
  expect(several.ran.slice(0, 2)).toEqual(['cycle memmap_on_memory=0', 'cycle memmap_on_memory=1']);
  const one = await tryAll(mutants.slice(0, 1), cycle, { 'cycle memmap_on_memory=0': 'model-mismatch', 'wrong-zone-in-cycle memmap_on_memory=0': 'model-mismatch' });
  expect(one.ran).toEqual(['wrong-zone-in-cycle memmap_on_memory=0', 'cycle memmap_on_memory=0', 'wrong-zone-in-cycle memmap_on_memory=1']);
  expect(one.tried.map(({ rows: all }) => all.map(({ name }) => name))).toEqual([['wrong-zone-in-cycle memmap_on_memory=1']]);
  expect(one.leftOut).toEqual([{ name: 'cycle memmap_on_memory=0', machine: 'hmem', policy: 'default', why: 'the kernel itself: model-mismatch' }]);
});

it('does not run a row none of whose steps is what a mutant does wrong', async () => {
  expect((await tryAll(['bind-reports-error'], await rows('plug', 'stuck'))).ran).toEqual(['bind-reports-error-in-stuck']);
});

it('says of which rows it had no time for', async () => {
  const { leftOut, tried } = await tryAll(['release-skipped'], await rows('cycle', 'stuck'), {}, 1);
  expect(leftOut).toEqual(['cycle memmap_on_memory=1', 'stuck'].map((name) => ({ name, machine: 'hmem', policy: 'default', why: 'the budget of 1m was used up' })));
  expect(tried.map(({ rows: all }) => all.length)).toEqual([1]);
});
