/**
 * The rows of a suite in the order in which mutants are tried in them: what most of them need first, on the machines whose guests begin soonest; and of what is done
 * in several rows the second only behind all that is done otherwise, for what one row does not notice another like it seldom does.
 */
import type { DeviceKind } from '../../config/machine.ts';
import type { PlannedItem } from '../../config/run-plan.ts';

export function inOrder(items: readonly PlannedItem[]): readonly PlannedItem[] {
  const turns = new Map<string, number>();
  const turn = ({ item: { scenario, attribute = '' } }: PlannedItem): number => {
    const done = turns.get(scenario + attribute) ?? 0;
    turns.set(scenario + attribute, done + 1);
    return done;
  };
  return [...items].sort((one, other) => rank(one) - rank(other)).map((planned) => ({ planned, turn: turn(planned) }))
    .sort((one, other) => one.turn - other.turn).map(({ planned }) => planned);
}

/** Most mutants are about a memmap that is on its memory; a fork of a machine with CXL devices has to make its region first, some 3 s. */
const rank = ({ item, machine }: PlannedItem): number => (item.attribute === '1' ? 0 : 10) + Math.max(...machine.devices.map(({ kind }) => SOONEST.indexOf(kind)));

const SOONEST: readonly DeviceKind[] = ['soft-reserved', 'soft-reserved-ranges', 'nvdimm', 'pc-dimm', 'cxl-volatile', 'cxl-interleaved', 'cxl-persistent'];
