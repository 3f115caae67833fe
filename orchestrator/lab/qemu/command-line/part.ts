import type { Bytes } from '../../../model/units.ts';
import type { Backend } from './backend.ts';

/**
 * What one concern of a machine adds to QEMU's command line and to the kernel's. A command line is the sum of its parts, in their
 * order. A new kind of device is one more file in devices/ that makes a Part.
 */
export interface Part {
  /** Properties of -machine, `name=value`. */
  readonly machine?: readonly string[];
  /** Arguments, as they stand. */
  readonly argv?: readonly string[];
  /** Memory on the host, for the arguments to name. */
  readonly backends?: readonly Backend[];
  /** Words of the kernel command line. */
  readonly kernel?: readonly string[];
  /** RAM that counts in `-m size=`, behind node 0's. */
  readonly ram?: Bytes;
  /** Memory that takes a DIMM slot and counts in `-m maxmem=`. */
  readonly dimm?: Bytes;
  /** The device's memory belongs to node 1, which then must be declared; `memdev` is the backend of RAM there. */
  readonly node1?: { readonly memdev?: string };
}
