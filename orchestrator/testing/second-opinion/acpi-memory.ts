/** DIMMs that ACPI plugs in and takes out `[drivers/acpi/acpi_memhotplug.c, drivers/acpi/scan.c]`. */
import type { DimmName, ErrnoName, Operation } from '../../model/operation.ts';
import { Kmem } from './kmem.ts';
import type { Choose, MemoryBlock } from './memory-blocks.ts';
import { isKernelZone } from './node.ts';
import type { Group } from './online-pages.ts';
import { releaseOf } from './release.ts';

/** `[struct acpi_memory_info]` of a DIMM's only range. */
interface Dimm {
  readonly start: number;
  readonly size: number;
}

export class AcpiMemory extends Kmem {
  readonly dimms = new Map<DimmName, Dimm>();
  /** Without a handler. */
  readonly idle = new Set<DimmName>();

  /** `[acpi_memory_enable_device]` */
  plug({ dimm, start, size, node }: Extract<Operation, { kind: 'plug-dimm' }>): ErrnoName {
    if (this.dimms.has(dimm)) return 'EEXIST';
    this.dimms.set(dimm, { start, size });
    const group: Group = { maxPages: size / 4096, presentKernel: 0, presentMovable: 0 };
    const done = this.enters('memory_group_register_static') === 'OK' ? this.addMemory(node, start, size, this.acpiWantsMemmapOnMemory(size), group) : 'ENOMEM';
    if (done !== 'OK') this.idle.add(dimm);
    // What a handler says of its device, the scan does not pass on.
    return 'OK';
  }

  /** Always MHP_MEMMAP_ON_MEMORY; before the split mhp_supports_memmap_on_memory says no to more than one block. */
  acpiWantsMemmapOnMemory(size: number): boolean {
    return releaseOf(this.start).splits || size === this.blockBytes;
  }

  /** `[mm/memory_hotplug.c:__add_memory]` */
  addMemory(node: number, start: number, size: number, memmapOnMemory: boolean, group: Group): ErrnoName {
    if (!this.resources.request(start, size, 'System RAM')) return 'EEXIST';
    const done = this.addMemoryResource(node, start, size, memmapOnMemory, group);
    if (done !== 'OK') this.resources.release(start, size);
    return done;
  }

  /** `[acpi_scan_hot_remove]` */
  eject(name: DimmName, choose: Choose): ErrnoName {
    const dimm = this.dimms.get(name);
    if (!dimm) return 'ENODEV';
    if (this.idle.delete(name)) {
      this.dimms.delete(name);
      return 'OK';
    }
    const blocks = this.idsOf(dimm.start, dimm.size).flatMap((id) => this.blocks.get(id) ?? []);
    if (!this.tryToOffline(blocks, choose)) return 'EBUSY';
    this.tryRemoveMemory(dimm.start, dimm.size);
    this.dimms.delete(name);
    return 'OK';
  }

  /** `[acpi_scan_try_to_offline]`: two passes, because a block may hold what another needs; what went comes back where the second fails. */
  tryToOffline(blocks: readonly MemoryBlock[], choose: Choose): boolean {
    // Where any may be held by a page that cannot be moved, one is: the first.
    const holding = blocks.find(({ zone }) => zone && isKernelZone(zone));
    const held = holding && this.notify('MEM_GOING_OFFLINE') === 'OK' && choose(['OK', 'EBUSY']) === 'EBUSY' ? holding : undefined;
    const goes = (block: MemoryBlock): boolean => {
      if (!block.zone) return true;
      const done = this.memoryBlockOffline(block, block.zone, block !== held) === 'OK';
      if (done) this.uevent('offline', block);
      return done;
    };
    const online = blocks.filter(({ zone }) => zone);
    const stuck = online.filter((block) => !goes(block));
    if (stuck.every(goes)) return true;
    for (const block of online.filter(({ zone }) => !zone)) this.putOnline(block);
    return false;
  }

  /** `[acpi_bus_online]`: by device_online, which nobody told of a zone. */
  putOnline(block: MemoryBlock): void {
    this.deviceOnline(block, 'online');
  }
}
