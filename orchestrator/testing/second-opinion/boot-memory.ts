/** Shapes that boot memory may have, with what of it decides about hot-added memory. Addresses are bytes. */
import type { ZoneName, ZoneObservation } from '../../model/observation.ts';
import { GIB, MIB, nodeId, pages, pfn } from '../../model/units.ts';

const PAGE = 4096;

/** A kernel without ZONE_DMA and ZONE_DEVICE, as may be configured, has fewer facts to compare. */
const FEW: readonly ZoneName[] = ['DMA32', 'Normal', 'Movable'];
const ALL: readonly ZoneName[] = ['DMA', ...FEW, 'Device'];

export interface BootZone {
  readonly node: number;
  readonly zone: ZoneName;
  readonly start: number;
  readonly end: number;
}
export interface BootMemory {
  readonly names: readonly ZoneName[];
  readonly zones: readonly BootZone[];
  readonly cpus: readonly number[];
}

const LOW: BootZone = { node: 0, zone: 'DMA32', start: PAGE, end: 2 * GIB };
const normal = (node: number, end: number): BootZone => ({ node, zone: 'Normal', start: 4 * GIB, end });

export const BOOT: readonly BootMemory[] = [
  { names: ALL, zones: [{ node: 0, zone: 'DMA', start: PAGE, end: 16 * MIB }, { node: 0, zone: 'DMA32', start: 16 * MIB, end: 2 * GIB }], cpus: [0] },
  { names: FEW, zones: [LOW], cpus: [0] },
  // So little that there is hardly room for a memmap.
  { names: FEW, zones: [{ node: 0, zone: 'DMA32', start: PAGE, end: 48 * MIB }], cpus: [0] },
  // Memory above 4 GiB, which hot memory of node 0 continues.
  { names: FEW, zones: [LOW, normal(0, 5 * GIB)], cpus: [0] },
  // The same, but it ends in the middle of a section.
  { names: FEW, zones: [LOW, normal(0, 5 * GIB - 50 * MIB)], cpus: [0] },
  // A second node with memory of its own; a third that has only a CPU.
  { names: FEW, zones: [LOW, normal(1, 4.5 * GIB)], cpus: [0, 2] },
  // kernelcore=: a part of node 1 is movable from the start.
  { names: FEW, zones: [LOW, normal(1, 4.5 * GIB), { node: 1, zone: 'Movable', start: 4.5 * GIB, end: 5 * GIB }], cpus: [0, 1] },
  // Node 1 holds what is highest below 4 GiB, so hot memory below it is near a zone that is not Normal.
  { names: FEW, zones: [{ node: 0, zone: 'DMA32', start: PAGE, end: GIB }, { node: 1, zone: 'DMA32', start: 2.5 * GIB, end: 3 * GIB }], cpus: [0] },
];

/** Boot memory keeps back a hundredth for itself. */
export const managedOf = ({ start: from, end }: BootZone): number => Math.floor(((end - from) / PAGE) * 0.99);

export function zoneOf(node: number, zone: ZoneName, boot: BootZone | undefined): ZoneObservation {
  const present = boot ? (boot.end - boot.start) / PAGE : 0;
  return {
    node: nodeId(node), zone, spanned: pages(present), present: pages(present), managed: pages(boot ? managedOf(boot) : 0), free: pages(boot ? managedOf(boot) : 0),
    startPfn: boot && pfn(boot.start / PAGE), perCpuFree: pages(0),
  };
}
