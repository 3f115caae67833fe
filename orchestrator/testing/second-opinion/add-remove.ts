/** Memory is added and removed `[mm/memory_hotplug.c]`. */
import type { ErrnoName } from '../../model/operation.ts';
import { bytes } from '../../model/units.ts';
import { MemoryBlocks } from './memory-blocks.ts';
import type { Group } from './online-pages.ts';
import type { Altmap } from './physical-memory.ts';
import { releaseOf } from './release.ts';
import { ResourceTree } from './resource-tree.ts';

const STRUCT_PAGE = 64;
const PAGE = 4096;

export class AddRemove extends MemoryBlocks {
  readonly resources = new ResourceTree(this.start.iomem);

  /** `[mhp_memmap_on_memory]`; a vmemmap of whole PMDs, which every block size of x86 gives, is not in the way. */
  mhpSupportsMemmapOnMemory(): boolean {
    return (this.start.parameters.memmapOnMemory ?? 'N') !== 'N';
  }

  /** `[memory_block_memmap_on_memory_pages]` */
  memmapOnMemoryPages(): number {
    return Math.ceil(((this.blockBytes / PAGE) * STRUCT_PAGE) / PAGE);
  }

  addMemoryDriverManaged(node: number, start: number, size: number, memmapOnMemory: boolean, group: Group, type?: string): ErrnoName {
    this.called({ fn: 'add_memory_driver_managed', start: bytes(start), size: bytes(size) });
    const entered = this.enters('add_memory_driver_managed');
    if (entered !== 'OK') return entered;
    if (!this.resources.request(start, size, 'System RAM (kmem)')) return 'EEXIST';
    const done = this.addMemoryResource(node, start, size, memmapOnMemory, group, type);
    if (done !== 'OK') this.resources.release(start, size);
    return done;
  }

  /** @param type instead of the default online type */
  addMemoryResource(node: number, start: number, size: number, memmapOnMemory: boolean, group: Group, type?: string): ErrnoName {
    const entered = this.enters('add_memory_resource');
    if (entered !== 'OK') return entered;
    const done = memmapOnMemory && this.mhpSupportsMemmapOnMemory()
      ? this.createAltmapsAndMemoryBlocks(node, group, start, size)
      : this.addWhole(node, group, start, size);
    if (done !== 'OK') return done;
    if (!this.online.has(node)) this.uevents.push(`add@node${node}`);
    this.online.add(node);
    this.onlineAll(start, size, type);
    return 'OK';
  }

  createAltmapsAndMemoryBlocks(node: number, group: Group, start: number, size: number): ErrnoName {
    for (let at = start; at < start + size; at += this.blockBytes) {
      const altmap: Altmap = { base: at / PAGE, free: this.memmapOnMemoryPages() };
      const added = this.archAddMemory(node, at, this.blockBytes, altmap);
      const done = added === 'OK' ? this.createMemoryBlockDevices(at, this.blockBytes, node, altmap, group) : added;
      if (done === 'OK') continue;
      if (added === 'OK') this.archRemoveMemory(at, this.blockBytes, altmap);
      this.removeMemoryBlocksAndAltmaps(start, at - start);
      return done;
    }
    return 'OK';
  }

  addWhole(node: number, group: Group, start: number, size: number): ErrnoName {
    const added = this.archAddMemory(node, start, size, undefined);
    if (added !== 'OK') return added;
    const done = this.createMemoryBlockDevices(start, size, node, undefined, group);
    if (done !== 'OK') this.archRemoveMemory(start, size, undefined);
    return done;
  }

  /** `[walk_memory_blocks, online_memory_block]` */
  onlineAll(start: number, size: number, type = this.settings.autoOnlineBlocks): void {
    if (type !== 'online' && type !== 'online_kernel' && type !== 'online_movable') return;
    for (const id of this.idsOf(start, size)) {
      const block = this.blocks.get(id);
      // Its value ends the walk and is not looked at otherwise.
      if (block && this.deviceOnline(block, type) !== 'OK') return;
    }
  }

  tryRemoveMemory(start: number, size: number): ErrnoName {
    for (const fn of ['remove_memory', 'try_remove_memory']) {
      const entered = this.enters(fn);
      if (entered !== 'OK') return entered;
    }
    const ids = this.idsOf(start, size);
    if (ids.some((id) => this.blocks.get(id)?.zone)) return 'EBUSY';
    const node = this.blocks.get(ids[0] ?? -1)?.node;
    const altmaps = this.memoryBlocksHaveAltmaps(ids);
    if (altmaps === 'EINVAL') return altmaps;
    if (altmaps) this.removeMemoryBlocksAndAltmaps(start, size);
    else if (releaseOf(this.start).removesByBlock && this.mhpSupportsMemmapOnMemory()) {
      // By the contract: the kernel of the series does not, and leaves them mapped.
      this.directMap.split(start, start + size);
      for (let at = start; at < start + size; at += this.blockBytes) {
        this.removeMemoryBlockDevices(at, this.blockBytes);
        this.archRemoveMemory(at, this.blockBytes, undefined);
      }
    } else {
      this.removeMemoryBlockDevices(start, size);
      this.archRemoveMemory(start, size, undefined);
    }
    this.resources.release(start, size);
    if (node !== undefined) this.tryOfflineNode(node);
    return 'OK';
  }

  memoryBlocksHaveAltmaps(ids: readonly number[]): boolean | 'EINVAL' {
    if (!this.mhpSupportsMemmapOnMemory()) return false;
    const count = ids.filter((id) => this.blocks.get(id)?.altmap).length;
    if (count === 0) return false;
    return count === ids.length || 'EINVAL';
  }

  removeMemoryBlocksAndAltmaps(start: number, size: number): void {
    for (let at = start; at < start + size; at += this.blockBytes) {
      const block = this.blocks.get(at / this.blockBytes);
      const altmap = block?.altmap;
      if (block) block.altmap = undefined;
      this.removeMemoryBlockDevices(at, this.blockBytes);
      this.archRemoveMemory(at, this.blockBytes, altmap);
    }
  }

  tryOfflineNode(id: number): void {
    if (this.node(id).spanned > 0) return;
    if ([...this.blocks.values()].some(({ node }) => node === id) || this.start.blocks.some(({ node }) => node === id)) return;
    if (this.start.nodeMasks.hasCpu.some((node) => node === id)) return;
    if (this.online.delete(id)) this.uevents.push(`remove@node${id}`);
  }
}
