/** Which zone a range goes online in `[mm/memory_hotplug.c:zone_for_pfn_range]`. */
import type { OnlineType } from '../../model/operation.ts';
import { OnlinePages, type Group } from './online-pages.ts';
import type { Zone } from './zone.ts';

export type Going = Exclude<OnlineType, 'offline'>;

export class ZonePolicy extends OnlinePages {
  zoneForPfnRange(type: Going, node: number, group: Group, start: number, count: number): Zone {
    if (type === 'online_kernel') return this.defaultKernelZone(node, start, count);
    if (type === 'online_movable') return this.node(node).zone('Movable');
    if (this.settings.onlinePolicy === 'auto-movable') return this.autoMovableZone(node, group, start);
    return this.defaultZone(node, start, count);
  }

  /** `[default_kernel_zone_for_pfn]` */
  defaultKernelZone(id: number, start: number, count: number): Zone {
    const node = this.node(id);
    for (const name of ['DMA', 'DMA32'] as const) {
      const zone = node.zones.find((candidate) => candidate.name === name);
      if (zone?.intersects(start, count)) return zone;
    }
    return node.zone('Normal');
  }

  /** `[default_zone_for_pfn]` */
  defaultZone(id: number, start: number, count: number): Zone {
    const kernel = this.defaultKernelZone(id, start, count);
    const movable = this.node(id).zone('Movable');
    const inKernel = kernel.intersects(start, count);
    const inMovable = movable.intersects(start, count);
    if (inKernel && !inMovable) return kernel;
    if (inMovable && !inKernel) return movable;
    return / ?\bmovable_node\b/.test(this.start.commandLine) ? movable : kernel;
  }

  /** `[auto_movable_zone_for_pfn]` for a static group. */
  autoMovableZone(id: number, group: Group, start: number): Zone {
    const count = group.maxPages - group.presentMovable;
    // From here the kernel asks about what remains of the group, not about the block: it overwrites nr_pages.
    const kernel = () => this.defaultKernelZone(id, start, count);
    if (this.ratio() === 0 || group.presentKernel > 0) return this.defaultKernelZone(id, start, this.blockPages);
    if (!this.canOnlineMovable([...this.nodes.keys()], count)) return kernel();
    if (this.settings.autoMovableNumaAware !== 'N' && !this.canOnlineMovable([id], count)) return kernel();
    return this.node(id).zone('Movable');
  }

  /** `[auto_movable_can_online_movable]` without dynamic groups. */
  canOnlineMovable(nodes: readonly number[], count: number): boolean {
    let early = 0;
    let movable = count;
    for (const zone of nodes.flatMap((id) => this.node(id).zones)) {
      if (zone.present === 0) continue;
      if (zone.name === 'Movable') movable += zone.present;
      else early += zone.presentEarly;
    }
    return early > 0 && movable <= Math.floor((this.ratio() * early) / 100);
  }

  ratio(): number {
    return Number(this.settings.autoMovableRatio ?? 301);
  }
}
