/** A CXL type-3 expander with persistent memory, behind a switch: the region is decoded once more on the way. */
import type { Expander } from '../../../../config/cxl-expanders.ts';
import type { DeviceOf, Machine } from '../../../../config/machine.ts';
import { MIB } from '../../../../config/size.ts';
import type { Part } from '../part.ts';
import { backendOfExpander, expandersOf, rootPort, type3 } from './cxl-topology.ts';

/** The label area, without which the kernel makes no namespace. The labels of one namespace take 128 KiB. */
const LABELS = MIB;
const labelsOf = ({ id }: Expander): string => `${id}_labels`;

export function cxlPersistent(machine: Machine, device: DeviceOf<'cxl-persistent'>): Part {
  const own = expandersOf(machine, device);
  return {
    backends: own.flatMap((expander) => [backendOfExpander(expander), { id: labelsOf(expander), size: LABELS }]),
    argv: own.flatMap((expander) => {
      const port = rootPort(expander);
      const [up, down] = [`${expander.id}_switch`, `${expander.id}_switch_port`];
      return [
        ...port.argv,
        '-device', `cxl-upstream,id=${up},bus=${port.id}`,
        // Root ports have chassis 0: a slot's number is its own within a chassis.
        '-device', `cxl-downstream,id=${down},bus=${up},port=0,chassis=1,slot=${expander.serial - 1}`,
        ...type3(expander, down, 'persistent-memdev', `lsa=${labelsOf(expander)}`),
      ];
    }),
  };
}
