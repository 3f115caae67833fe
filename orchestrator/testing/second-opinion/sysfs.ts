/** What the imagined kernel shows in /sys and /proc: its counters, as they stand. */
import type { BlockObservation, DaxObservation, NodeObservation, Observation, SelfHostedObservation, ZoneObservation } from '../../model/observation.ts';
import { ERRNO, type NotifierEvent } from '../../model/operation.ts';
import { blockNumber, bytes, kibibytes, nodeId, pages, pfn, type NodeId } from '../../model/units.ts';
import type { ImaginedKernel } from './imagined-kernel.ts';
import type { DevDax } from './kmem.ts';
import type { MemoryBlock } from './memory-blocks.ts';
import { isKernelZone } from './node.ts';
import { showPageFlags } from './page-flags.ts';
import type { Zone } from './zone.ts';

const KIB_PER_PAGE = 4;
/** vm.min_free_kbytes for each populated zone below Movable: 11 pageblocks of 512 pages `[mm/khugepaged.c:set_recommended_min_free_kbytes]`. */
const MIN_FREE_PER_ZONE = 11 * 512 * KIB_PER_PAGE;

export function observe(kernel: ImaginedKernel): Observation {
  const { start } = kernel;
  const online = ids(kernel.online);
  const zones = online.flatMap((id) => kernel.node(id).zones);
  const managed = zones.reduce((sum, zone) => sum + zone.managed, 0);
  const managedAtStart = start.zones.reduce((sum, zone) => sum + zone.managed, 0);
  const free = freePages(kernel, zones);
  const memTotal = start.meminfo.memTotal + KIB_PER_PAGE * (managed - managedAtStart);
  return {
    ...start,
    blocks: [...start.blocks, ...[...kernel.blocks.values()].map((block) => showBlock(kernel, block))],
    zones: zones.map((zone) => showZone(zone, free.get(zone) ?? 0)),
    ...showFreeLists(kernel, zones),
    uevents: kernel.uevents,
    held: kernel.process.seen(kernel.blockPages, start.blocks[0]?.number ?? 0),
    selfHosted: showSelfHosted(kernel),
    pageFlags: showPageFlags(kernel),
    kpageflagsPages: start.kpageflagsPages === undefined ? undefined : pages(Math.max(start.kpageflagsPages, kernel.maxPfn)),
    kobjects: start.kobjects && { ...start.kobjects, entries: showEntries(kernel, start.kobjects.entries) },
    nodes: online.map((node): NodeObservation => ({
      node, memTotal: kibibytes(KIB_PER_PAGE * kernel.node(node).zones.reduce((sum, zone) => sum + zone.managed, 0)), memFree: kibibytes(0),
    })),
    nodeMasks: { online, hasMemory: ids(kernel.withMemory), hasNormalMemory: ids(kernel.withNormalMemory), hasCpu: start.nodeMasks.hasCpu },
    meminfo: {
      ...start.meminfo,
      memTotal: kibibytes(memTotal),
      commitLimit: start.meminfo.commitLimit === undefined ? undefined : kibibytes(KIB_PER_PAGE * Math.floor((memTotal / KIB_PER_PAGE) * (start.overcommitRatio / 100))),
      hardwareCorrupted: plus(start.meminfo.hardwareCorrupted, 4096 * poisonedPages(kernel)),
      directMap2M: plus(start.meminfo.directMap2M, kernel.directMap.big),
      directMap1G: plus(start.meminfo.directMap1G, kernel.directMap.huge),
    },
    vmstat: { ...start.vmstat, nrMemmapPages: start.vmstat.nrMemmapPages === undefined ? undefined : pages(start.vmstat.nrMemmapPages + kernel.memmapPages) },
    minFreeKbytes: kibibytes(MIN_FREE_PER_ZONE * zones.filter((zone) => isKernelZone(zone) && zone.present > 0).length),
    faultInjection: start.faultInjection && { ...start.faultInjection, notifierErrors: start.faultInjection.notifierErrors && showAnswers(kernel) },
    parameters: { ...kernel.settings },
    iomem: kernel.resources.lines(),
    dax: [...kernel.devices.values()].map((dev) => showDevice(kernel, dev)),
  };
}

/** `[drivers/base/memory.c:valid_zones_show]` */
function validZones(kernel: ImaginedKernel, block: MemoryBlock): string[] {
  if (block.zone) return [block.zone.name];
  const zoneFor = (type: 'online' | 'online_kernel' | 'online_movable'): Zone =>
    kernel.zoneForPfnRange(type, block.node, block.group, block.id * kernel.blockPages, kernel.blockPages);
  const standard = zoneFor('online');
  const words = [standard.name];
  for (const type of ['online_kernel', 'online_movable'] as const) {
    const zone = zoneFor(type);
    if (zone !== standard) words.push(zone.name);
  }
  return words;
}

const showBlock = (kernel: ImaginedKernel, block: MemoryBlock): BlockObservation => ({
  number: blockNumber(block.id), state: block.zone ? 'online' : 'offline', validZones: validZones(kernel, block), removable: true,
  physIndex: blockNumber(block.id), node: nodeId(block.node),
});

/** `[mm/vmstat.c:zoneinfo_show_print]`: the first pfn is printed of a populated zone only. */
const showZone = (zone: Zone, free: number): ZoneObservation => ({
  node: nodeId(zone.node), zone: zone.name, free: pages(free), perCpuFree: pages(0), spanned: pages(zone.spanned), present: pages(zone.present),
  managed: pages(zone.managed), startPfn: zone.present > 0 ? pfn(zone.startPfn) : undefined,
});

/** What is free of each zone: hot-added memory all, boot memory as much as at the start, less the memmaps and what of a process ordinary memory holds. What it has not free for them is reclaimed. */
function freePages({ start, memmapPagesElsewhere, process }: ImaginedKernel, zones: readonly Zone[]): ReadonlyMap<Zone, number> {
  const free = new Map(zones.map((zone) => {
    const atStart = start.zones.find((seen) => seen.node === zone.node && seen.zone === zone.name);
    return [zone, (atStart?.free ?? 0) + [...zone.freePieces.values()].reduce((sum, order) => sum + 2 ** order, 0)] as const;
  }));
  let wanted = memmapPagesElsewhere + process.ordinary + process.long;
  const bootFirst = [...zones].filter(isKernelZone).sort((one, other) => other.presentEarly - one.presentEarly);
  for (const zone of bootFirst) {
    const taken = Math.min(wanted, free.get(zone) ?? 0);
    free.set(zone, (free.get(zone) ?? 0) - taken);
    wanted -= taken;
  }
  return free;
}

/** Of populated zones alone `[mm/vmstat.c:walk_zones_in_node]`. */
const showFreeLists = ({ start }: ImaginedKernel, zones: readonly Zone[]): Pick<Observation, 'buddy' | 'pageblocks'> => {
  const populated = zones.filter(({ present }) => present > 0);
  const place = (zone: Zone) => ({ node: nodeId(zone.node), zone: zone.name });
  return {
    buddy: start.buddy.length === 0 ? [] : populated.map((zone) => ({ ...place(zone), free: zone.freeCounts() })),
    pageblocks: start.pageblocks.length === 0 ? [] : populated.map((zone) => ({ ...place(zone), types: { ...zone.pageblocks } })),
  };
};

/** The flags of pages that are not online cannot be seen `[fs/proc/page.c:kpageflags_read]`. */
const showSelfHosted = (kernel: ImaginedKernel): SelfHostedObservation[] => [...kernel.blocks.values()].map((block) => {
  const first = block.id * kernel.blockPages;
  const count = kernel.selfHosted.get(first) ?? 0;
  // A poisoned page has another flag beside its mark.
  const poisoned = [...block.poisoned].filter((page) => page < first + count).length;
  return { first: pfn(first), count: pages(block.zone ? count - poisoned : 0) };
});

/** A directory of sysfs has an entry for each block and each node. */
const showEntries = (kernel: ImaginedKernel, atStart: Readonly<Record<string, number>>) => Object.fromEntries(Object.entries(atStart).map(([directory, count]) => {
  if (directory.endsWith('/memory')) return [directory, count + kernel.blocks.size];
  if (directory.endsWith('/dax/devices')) return [directory, count + kernel.devices.size - kernel.start.dax.length];
  return [directory, directory.endsWith('/node') ? count + kernel.online.size - kernel.start.nodeMasks.online.length : count];
}));

const showDevice = (kernel: ImaginedKernel, { seen, ranges, memmapOnMemory, bound }: DevDax): DaxObservation => ({
  ...seen,
  size: bytes(ranges.reduce((sum, { start, end }) => sum + end - start + 1, 0)),
  mappings: ranges.map(({ start, end }) => ({ start: bytes(start), end: bytes(end) })),
  region: seen.region && { ...seen.region, available: seen.region.available === undefined ? undefined : bytes(kernel.regions.get(Number(/\d+/.exec(seen.name)))?.available() ?? 0) },
  driver: bound ? 'kmem' : undefined,
  memmapOnMemory: memmapOnMemory === undefined ? undefined : String(Number(memmapOnMemory)),
  state: bound && kernel.release.daxState ? bound.state : undefined,
});

/** As negative errnos `[lib/notifier-error-inject.c]`. */
const showAnswers = ({ answers }: ImaginedKernel) => {
  const shown = (event: NotifierEvent): number => 0 - ERRNO[answers.get(event) ?? 'OK'];
  return { MEM_GOING_ONLINE: shown('MEM_GOING_ONLINE'), MEM_GOING_OFFLINE: shown('MEM_GOING_OFFLINE') };
};

const poisonedPages = ({ blocks }: ImaginedKernel): number => [...blocks.values()].reduce((sum, { poisoned }) => sum + poisoned.size, 0);

const ids = (nodes: ReadonlySet<number>): NodeId[] => [...nodes].sort((one, other) => one - other).map(nodeId);

const plus = (value: number | undefined, more: number) => (value === undefined ? undefined : kibibytes(value + more / 1024));
