/** What must hold of the first observation itself, before any operation: defaults and internal agreement (SEMANTICS 1.3, 1.4; I3, I9, I13). */
import { parameterOf } from './memmap-parameter.ts';
import { commitLimit } from './observables/meminfo.ts';
import type { Expectation, Expectations } from './observables/observable.ts';
import type { Observation } from './observation.ts';

/** The attribute of a fresh device, by the driver that made it `[drivers/dax/{cxl,hmem/hmem,pmem}.c]`. */
const DEFAULT_ATTRIBUTE = { cxl: '1', hmem: '0', pmem: '0' } as const;

export function startExpectations(start: Observation): Expectations {
  const expected = new Map<string, Expectation>();
  for (const device of start.dax) {
    if (device.memmapOnMemory !== undefined && device.origin) expected.set(`${device.name}/memmap_on_memory`, DEFAULT_ATTRIBUTE[device.origin]);
  }
  const parameter = start.parameters.memmapOnMemory === undefined ? undefined : parameterOf(start);
  if (parameter !== undefined) expected.set('memory_hotplug.memmap_on_memory', parameter);
  for (const block of start.blocks) {
    expected.set(`memory${block.number}/phys_index`, block.number);
    expected.set(`memory${block.number}/removable`, 1);
  }
  for (const { node } of start.nodes) {
    const managed = start.zones.filter((zone) => zone.node === node).reduce((sum, zone) => sum + zone.managed, 0);
    expected.set(`node${node}/MemTotal`, managed * 4);
  }
  if (start.meminfo.commitLimit !== undefined) expected.set('CommitLimit', commitLimit(start.meminfo.memTotal, start.overcommitRatio));
  return expected;
}
