/**
 * Mutants through rows, each until one notices it. A row counts that the kernel itself passes: it is run once without a mutant, before any where several are left,
 * and for one alone only once it is noticed there. In rows that do not come to what a mutant does wrong its kernel is a sound one: they say nothing of it.
 */
import { itemId, rowName } from '../../archive/item-id.ts';
import type { SensitivityFile } from '../../archive/sensitivity-file.ts';
import { SENSITIVITY } from '../../archive/suite-names.ts';
import type { SummaryRow } from '../../archive/summary.ts';
import type { PlannedItem } from '../../config/run-plan.ts';
import { comesTo, isAbout, mutated, type LiveMutant } from '../../scenario/sensitivity/mutant.ts';
import { stepsSource } from '../../scenario/source.ts';
import { overBudget, type Budget } from '../budget.ts';
import type { Row } from '../run-plan.ts';
import type { TriedRow } from '../try-rows.ts';
import { isDone, notices, type Tried } from './tried.ts';

/** Runs rows and tells each; one that was interrupted is not told. */
export type TryAll = <One extends { readonly row: Row }>(all: readonly One[], tell: (one: One, tried: Pick<TriedRow, 'row' | 'retraced'>) => void) => Promise<void>;

export interface MutantsRequest {
  readonly mutants: readonly LiveMutant[];
  /** In the order in which they are tried. */
  readonly items: readonly PlannedItem[];
  /** A row as the mutant needs its kernel booted. */
  readonly under: (planned: PlannedItem, policy?: string) => PlannedItem;
  readonly tryAll: TryAll;
  readonly budget?: Budget | undefined;
}

export interface MutantsTried {
  readonly tried: readonly Tried[];
  readonly leftOut: SensitivityFile['leftOut'];
}

export async function tryMutants({ mutants, items, under, tryAll, budget }: MutantsRequest): Promise<MutantsTried> {
  const sound = new Map<string, Pick<TriedRow, 'row' | 'retraced'>>();
  const soundOf = (base: PlannedItem) => sound.get(itemId(base.item));
  const trySound = async (all: readonly PlannedItem[]): Promise<void> => {
    const rows = new Map(all.filter((base) => !soundOf(base)).map((base) => [itemId(base.item), base]));
    await tryAll([...rows].map(([id, row]) => ({ id, row })), ({ id }, tried) => { sound.set(id, tried); });
  };
  let tried = mutants.map((mutant): Tried => ({ mutant, rows: [] }));
  const leftOut: SensitivityFile['leftOut'][number][] = [];
  for (const planned of items) {
    const left = tried.filter((one) => !isDone(one) && isAbout(planned.scenario.steps, one.mutant)).map(({ mutant }) => ({ mutant, base: under(planned, mutant.policy) }));
    if (left.length === 0) continue;
    if (budget?.usedUp()) {
      leftOut.push(place(planned, overBudget(budget)));
      continue;
    }
    if (left.length > 1) await trySound(left.map(({ base }) => base));
    const fit = left.filter(({ mutant, base }) => {
      const alone = soundOf(base);
      return alone === undefined || (alone.row.verdict === 'pass' && comesTo(alone.retraced.performed, mutant));
    });
    const ran: { readonly mutant: LiveMutant; readonly base: PlannedItem; readonly row: SummaryRow }[] = [];
    await tryAll(fit.map(({ mutant, base }) => ({ mutant, base, row: rowOf(mutant, base) })), ({ mutant, base }, { row }) => { ran.push({ mutant, base, row }); });
    await trySound(ran.filter(({ row }) => notices(row)).map(({ base }) => base));
    const counted = ran.filter(({ base, row }) => !notices(row) || soundOf(base)?.row.verdict === 'pass');
    tried = tried.map((one) => ({ ...one, rows: [...one.rows, ...counted.filter(({ mutant }) => mutant === one.mutant).map(({ row }) => row)] }));
  }
  const bad = [...sound.values()].filter(({ row: { verdict } }) => verdict !== 'pass').map(({ row: { name, machine, policy, verdict } }) => ({ name, machine, policy, why: `the kernel itself: ${verdict}` }));
  return { tried, leftOut: [...bad, ...leftOut] };
}

const place = ({ item }: PlannedItem, why: string): SensitivityFile['leftOut'][number] => ({ name: rowName(item), machine: item.machine, policy: item.policy, why });

function rowOf(mutant: LiveMutant, { item, machine, suite, scenario }: PlannedItem): Row {
  const unsupported = [{ kernels: [item.kernel], why: 'not every kernel has every function' }];
  return {
    machine, item: { ...item, scenario: `${mutant.name}-in-${item.scenario}` },
    suite: { ...suite, name: SENSITIVITY, description: 'kernels that are wrong at one point each', unsupported },
    scenario: { ...scenario, name: `${mutant.name}-in-${scenario.name}`, description: mutant.what },
    source: (given) => mutated(stepsSource(scenario.steps, given), mutant),
  };
}
