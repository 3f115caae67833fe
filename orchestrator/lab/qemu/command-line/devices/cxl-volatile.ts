/** A CXL type-3 expander with volatile memory, or several that are interleaved: each behind a root port of its own. */
import type { DeviceOf, Machine } from '../../../../config/machine.ts';
import type { Part } from '../part.ts';
import { expandersOf, rootPort, type3 } from './cxl-topology.ts';

export function cxlVolatile(machine: Machine, device: DeviceOf<'cxl-volatile' | 'cxl-interleaved'>): Part {
  return {
    argv: expandersOf(machine, device).flatMap((expander) => {
      const port = rootPort(expander);
      return [...port.argv, ...type3(expander, port.id, 'volatile-memdev')];
    }),
  };
}
