/** A CXL type-3 expander with persistent memory, behind a switch: the region is decoded once more on the way. */
import type { DeviceOf, Machine } from '../../../../config/machine.ts';
import { MIB } from '../../../../config/size.ts';
import { backend } from '../backend.ts';
import type { Part } from '../part.ts';
import { expandersOf, rootPort, type3 } from './cxl-topology.ts';

/** The label area, without which the kernel makes no namespace. The labels of one namespace take 128 KiB. */
const LABELS = MIB;

export function cxlPersistent(machine: Machine, device: DeviceOf<'cxl-persistent'>): Part {
  return {
    argv: expandersOf(machine, device).flatMap((expander) => {
      const port = rootPort(expander);
      const [up, down, labels] = ['switch', 'switch_port', 'labels'].map((what) => `${expander.id}_${what}`) as [string, string, string];
      return [
        ...port.argv,
        '-device', `cxl-upstream,id=${up},bus=${port.id}`,
        // Root ports have chassis 0: a slot's number is its own within a chassis.
        '-device', `cxl-downstream,id=${down},bus=${up},port=0,chassis=1,slot=${expander.serial - 1}`,
        ...backend(labels, LABELS),
        ...type3(expander, down, 'persistent-memdev', `lsa=${labels}`),
      ];
    }),
  };
}
