/** A CXL type-3 expander with volatile memory, or several that are interleaved: each behind a root port of its own. */
import type { DeviceOf, Machine } from '../../../../config/machine.ts';
import type { Part } from '../part.ts';
import { backendOfExpander, expandersOf, rootPort, type3 } from './cxl-topology.ts';

export function cxlVolatile(machine: Machine, device: DeviceOf<'cxl-volatile' | 'cxl-interleaved'>): Part {
  const own = expandersOf(machine, device);
  return {
    backends: own.map(backendOfExpander),
    argv: own.flatMap((expander) => {
      const port = rootPort(expander);
      return [...port.argv, ...type3(expander, port.id, 'volatile-memdev')];
    }),
  };
}
