/** A node's pgdat `[include/linux/mmzone.h: pglist_data]`: its zones and what it spans of them. */
import type { ZoneName } from '../../model/observation.ts';
import { Zone } from './zone.ts';

const KERNEL_ZONES: readonly ZoneName[] = ['DMA', 'DMA32', 'Normal'];

export class Node {
  readonly id: number;
  readonly zones: readonly Zone[];
  /** `node_present_pages` */
  present = 0;
  /** `node_spanned_pages` */
  spanned = 0;

  constructor(id: number, zoneNames: readonly ZoneName[]) {
    this.id = id;
    this.zones = zoneNames.map((name) => new Zone(id, name));
  }

  zone(name: ZoneName): Zone {
    const zone = this.zones.find((candidate) => candidate.name === name);
    if (!zone) throw new Error(`the imagined kernel has no zone ${name}`);
    return zone;
  }

  /** `[mm/memory_hotplug.c:update_pgdat_span]` */
  updateSpan(): void {
    let start = 0;
    let end = 0;
    for (const zone of this.zones) {
      if (zone.spanned === 0) continue;
      if (end === 0 || zone.startPfn < start) start = zone.startPfn;
      if (zone.endPfn > end) end = zone.endPfn;
    }
    this.spanned = end - start;
  }
}

export const isKernelZone = (zone: Zone): boolean => KERNEL_ZONES.includes(zone.name);
