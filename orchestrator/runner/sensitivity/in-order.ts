/** The rows of a suite in the order in which mutants are tried in them: what most of them need first, on the machines whose guests begin soonest. */
import type { DeviceKind } from '../../config/machine.ts';
import type { PlannedItem } from '../../config/run-plan.ts';

/** Most mutants are about a memmap that is on its memory; a fork of a machine with CXL devices has to make its region first, some 3 s. */
export function inOrder(items: readonly PlannedItem[]): readonly PlannedItem[] {
  const rank = ({ item, machine }: PlannedItem): number => (item.attribute === '1' ? 0 : 10) + Math.max(...machine.devices.map(({ kind }) => SOONEST.indexOf(kind)));
  return [...items].sort((one, other) => rank(one) - rank(other));
}

const SOONEST: readonly DeviceKind[] = ['soft-reserved', 'soft-reserved-ranges', 'nvdimm', 'pc-dimm', 'cxl-volatile', 'cxl-interleaved', 'cxl-persistent'];
