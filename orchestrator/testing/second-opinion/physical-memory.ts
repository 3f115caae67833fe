/** The lowest layer: nodes, sections, the direct map, and what is written down of the calls that are made. */
import type { Call } from '../../model/calls.ts';
import type { Observation } from '../../model/observation.ts';
import type { ErrnoName } from '../../model/operation.ts';
import { bytes, nodeId, pages, pfn } from '../../model/units.ts';
import { DirectMap } from './direct-map.ts';
import { isKernelZone, Node } from './node.ts';
import { Process } from './process.ts';
import { SectionMap } from './section-map.ts';

const PAGE = 4096;
const SECTION_BYTES = 128 * 1024 * 1024;
/** Vmemmap pages that describe a section: one PMD entry. */
const MEMMAP_PAGES_PER_SECTION = 512;

/** `[include/linux/memremap.h: struct vmem_altmap]` */
export interface Altmap {
  readonly base: number;
  readonly free: number;
}

type Settings = { -readonly [Name in keyof Observation['parameters']]: Observation['parameters'][Name] };

export class PhysicalMemory {
  readonly start: Observation;
  readonly blockBytes: number;
  readonly blockPages: number;
  readonly nodes = new Map<number, Node>();
  readonly sections: SectionMap;
  readonly directMap = new DirectMap();
  /** node_states[N_ONLINE, N_MEMORY, N_NORMAL_MEMORY] */
  readonly online: Set<number>;
  readonly withMemory: Set<number>;
  readonly withNormalMemory: Set<number>;
  /** nr_memmap_pages beyond the start. */
  memmapPages = 0;
  /** Of them, pages of ordinary memory. */
  memmapPagesElsewhere = 0;
  /** Of the highest memory that was ever added `[arch/x86/mm/init_64.c:update_end_of_memory_vars]`. */
  maxPfn = 0;
  /** `[mm/memory_hotplug.c, drivers/base/memory.c]`: what an administrator may write at any time. */
  readonly settings: Settings;
  /** Calls of the operation under way. */
  calls: Call[] = [];
  /** What udev was told during it. */
  uevents: string[] = [];
  readonly process = new Process();
  /** What was printed during it: nothing, as long as all is well. */
  printed: string[] = [];

  constructor(start: Observation) {
    this.start = start;
    this.blockBytes = start.blockSize;
    this.blockPages = start.blockSize / PAGE;
    this.settings = { ...start.parameters };
    this.online = new Set(start.nodeMasks.online);
    this.withMemory = new Set(start.nodeMasks.hasMemory);
    this.withNormalMemory = new Set(start.nodeMasks.hasNormalMemory);
    for (const seen of start.zones) {
      const node = this.node(seen.node);
      const zone = node.zone(seen.zone);
      zone.startPfn = seen.startPfn ?? 0;
      zone.spanned = seen.spanned;
      zone.present = seen.present;
      zone.presentEarly = seen.present;
      zone.managed = seen.managed;
      node.present += seen.present;
      node.updateSpan();
    }
    this.sections = new SectionMap([...this.nodes.values()].flatMap(({ zones }) => zones));
  }

  /** NODE_DATA: there for every possible node. */
  node(id: number): Node {
    const known = this.nodes.get(id);
    if (known) return known;
    const node = new Node(id, [...new Set(this.start.zones.map(({ zone }) => zone))]);
    this.nodes.set(id, node);
    return node;
  }

  called(call: Call): void {
    this.calls.push(call);
  }

  /** A function that is made to fail from outside: at which of its calls from now on, and with what. */
  struck: { readonly fn: string; readonly left: number; readonly errno: ErrnoName } | undefined;

  /** How often each was entered during the operation. */
  readonly entries = new Map<string, number>();

  /** What a function comes to that has been entered: OK where nothing holds it up. */
  enters(fn: string): ErrnoName {
    this.entries.set(fn, (this.entries.get(fn) ?? 0) + 1);
    if (this.struck?.fn !== fn) return 'OK';
    const { left, errno } = this.struck;
    this.struck = left > 1 ? { fn, left: left - 1, errno } : undefined;
    return left > 1 ? 'OK' : errno;
  }

  /** `[arch/x86/mm/init_64.c:arch_add_memory; mm/sparse.c:sparse_add_section]`: by the contract, all of it or nothing. */
  archAddMemory(node: number, start: number, size: number, altmap: Altmap | undefined): ErrnoName {
    this.called({ fn: 'arch_add_memory', node: nodeId(node), start: bytes(start), size: bytes(size), altmap: shown(altmap) });
    for (const fn of ['arch_add_memory', 'add_pages', '__add_pages']) {
      const done = this.enters(fn);
      if (done === 'OK') continue;
      if (fn === '__add_pages') this.maxPfn = Math.max(this.maxPfn, (start + size) / PAGE);
      return done;
    }
    const sections = size / SECTION_BYTES;
    const fit = altmap ? sections : Math.min(sections, this.sectionsWithMemmap(sections));
    this.directMap.map(start, start + size);
    this.countMemmap(fit, altmap);
    if (fit === sections) {
      this.maxPfn = Math.max(this.maxPfn, (start + size) / PAGE);
      return 'OK';
    }
    this.unwind(start, size, fit);
    return 'ENOMEM';
  }

  /** For how many of the sections ordinary memory holds a memmap. Between what is free and what there is, reclaim decides. */
  sectionsWithMemmap(wanted: number): number {
    const zones = [...this.nodes.values()].flatMap((node) => node.zones).filter(isKernelZone);
    const all = zones.reduce((sum, { managed }) => sum + managed, 0) - this.memmapPagesElsewhere;
    const reserve = 2 * (this.start.minFreeKbytes / 4);
    const free = this.start.zones.filter(({ zone }) => zone === 'DMA32' || zone === 'Normal').reduce((sum, zone) => sum + zone.free + zone.perCpuFree, 0) - this.memmapPagesElsewhere - this.process.size - reserve;
    const sections = (count: number): number => Math.max(0, Math.floor(count / MEMMAP_PAGES_PER_SECTION));
    if (wanted <= sections(free) || (wanted <= sections(all) && this.reclaims())) return wanted;
    return Math.min(wanted - 1, sections(all));
  }

  /** Whether reclaim finds what is missing. */
  reclaims(): boolean {
    return true;
  }

  /** Takes back what was added before memory ran out. @param sections that got their memmap */
  unwind(start: number, size: number, sections: number): void {
    this.directMap.unmap(start, start + size);
    this.countMemmap(-sections, undefined);
  }

  countMemmap(sections: number, altmap: Altmap | undefined): void {
    this.memmapPages += sections * MEMMAP_PAGES_PER_SECTION;
    if (!altmap) this.memmapPagesElsewhere += sections * MEMMAP_PAGES_PER_SECTION;
  }

  archRemoveMemory(start: number, size: number, altmap: Altmap | undefined): void {
    this.called({ fn: 'arch_remove_memory', start: bytes(start), size: bytes(size), altmap: shown(altmap) });
    this.countMemmap(-size / SECTION_BYTES, altmap);
    this.directMap.unmap(start, start + size);
  }
}

export const shown = (altmap: Altmap | undefined) => altmap && { base: pfn(altmap.base), free: pages(altmap.free) };
