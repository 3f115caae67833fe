/** Pages enter and leave zones `[mm/memory_hotplug.c]`. */
import type { ErrnoName, InjectedErrno, NotifierEvent } from '../../model/operation.ts';
import { pages, pfn } from '../../model/units.ts';
import { isKernelZone } from './node.ts';
import { PhysicalMemory } from './physical-memory.ts';
import type { MigrateType, Zone } from './zone.ts';

/** `[include/linux/memory_hotplug.h: struct memory_group]`, static. */
export interface Group {
  readonly maxPages: number;
  presentKernel: number;
  presentMovable: number;
}

export class OnlinePages extends PhysicalMemory {
  /** What notifiers of the event answer. */
  readonly answers = new Map<NotifierEvent, InjectedErrno>();
  /** First pages of the memmaps that are marked as self-hosted, with how many `[SetPageVmemmapSelfHosted]`. */
  readonly selfHosted = new Map<number, number>();

  movePfnRangeToZone(zone: Zone, start: number, count: number, type: MigrateType): void {
    zone.resize(start, count);
    zone.setMigrateType(type, count, 1);
    this.node(zone.node).updateSpan();
  }

  removePfnRangeFromZone(zone: Zone, start: number, count: number, type: MigrateType): void {
    zone.setMigrateType(type, count, -1);
    this.shrinkZoneSpan(zone, start, start + count);
    this.node(zone.node).updateSpan();
  }

  /** Only what lies at an edge makes the zone shrink, and it shrinks to the nearest page of its own that is online. */
  shrinkZoneSpan(zone: Zone, start: number, end: number): void {
    if (zone.startPfn === start) {
      const first = this.sections.smallest(zone, end, zone.endPfn);
      zone.spanned = first === 0 ? 0 : zone.endPfn - first;
      zone.startPfn = first;
    } else if (zone.endPfn === end) {
      const last = this.sections.biggest(zone, zone.startPfn, start);
      zone.spanned = last === 0 ? 0 : last - zone.startPfn + 1;
      if (last === 0) zone.startPfn = 0;
    }
  }

  adjustPresentPageCount(zone: Zone, group: Group, count: number): void {
    zone.present += count;
    this.node(zone.node).present += count;
    if (zone.name === 'Movable') group.presentMovable += count;
    else group.presentKernel += count;
  }

  mhpInitMemmapOnMemory(start: number, count: number, zone: Zone): ErrnoName {
    this.called({ fn: 'mhp_init_memmap_on_memory', first: pfn(start), count: pages(count) });
    const entered = this.enters('mhp_init_memmap_on_memory');
    if (entered !== 'OK') return entered;
    this.movePfnRangeToZone(zone, start, count, this.memmapMigrateType());
    this.setVmemmapSelfHosted(start, count);
    return 'OK';
  }

  memmapMigrateType(): MigrateType {
    return 'Unmovable';
  }

  setVmemmapSelfHosted(start: number, count: number): void {
    this.selfHosted.set(start, count);
  }

  mhpDeinitMemmapOnMemory(start: number, count: number, zone: Zone): void {
    this.called({ fn: 'mhp_deinit_memmap_on_memory', first: pfn(start), count: pages(count) });
    this.selfHosted.delete(start);
    this.removePfnRangeFromZone(zone, start, count, this.memmapMigrateType());
  }

  /** `[memory_notify]` */
  notify(event: NotifierEvent): ErrnoName {
    return this.answers.get(event) ?? 'OK';
  }

  onlinePages(start: number, count: number, zone: Zone, group: Group): ErrnoName {
    this.called({ fn: 'online_pages', first: pfn(start), count: pages(count) });
    const entered = this.enters('online_pages');
    if (entered !== 'OK') return entered;
    this.movePfnRangeToZone(zone, start, count, 'Movable');
    const answer = this.notify('MEM_GOING_ONLINE');
    if (answer !== 'OK') {
      this.removePfnRangeFromZone(zone, start, count, 'Movable');
      return answer;
    }
    zone.managed += count;
    zone.freeRange(start, start + count);
    this.sections.online(start, start + count, zone);
    this.adjustPresentPageCount(zone, group, count);
    if (isKernelZone(zone)) this.withNormalMemory.add(zone.node);
    this.withMemory.add(zone.node);
    return 'OK';
  }

  /** @param isolated whether every page could be isolated and moved away; a kernel zone may hold one that cannot */
  offlinePages(start: number, count: number, zone: Zone, group: Group, isolated: boolean): ErrnoName {
    this.called({ fn: 'offline_pages', first: pfn(start), count: pages(count) });
    for (const fn of ['offline_pages', 'start_isolate_page_range']) {
      const entered = this.enters(fn);
      if (entered !== 'OK') return entered;
    }
    if (!isolated) return 'EBUSY';
    const answer = this.notify('MEM_GOING_OFFLINE');
    if (answer !== 'OK') return answer;
    if (!this.process.migrate(start, start + count)) return 'EINTR';
    // The last present pages of the node, looked at before they are gone [node_states_check_changes_offline].
    const node = this.node(zone.node);
    const ofKernel = node.zones.filter(isKernelZone).reduce((sum, { present }) => sum + present, 0);
    if (isKernelZone(zone) && count >= ofKernel) this.withNormalMemory.delete(node.id);
    if (count >= node.present) this.withMemory.delete(node.id);
    this.sections.offline(start, start + count);
    zone.managed -= count;
    zone.takeRange(start, start + count);
    this.adjustPresentPageCount(zone, group, -count);
    this.removePfnRangeFromZone(zone, start, count, 'Movable');
    return 'OK';
  }
}
