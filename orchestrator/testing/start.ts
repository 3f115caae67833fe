/** First observations of imagined guests, for tests that need a world and no guest. */
import type { DaxObservation, IomemEntry, NodeObservation, Observation, ZoneObservation } from '../model/observation.ts';
import type { DaxName, Maker } from '../model/operation.ts';
import { blockNumber, bytes, GIB, kibibytes, MIB, nodeId, pages, pfn, type Bytes } from '../model/units.ts';
import { commitLimit } from '../model/observables/meminfo.ts';

export interface ImaginedGuest {
  readonly release?: string;
  readonly blockSize?: Bytes;
  readonly parameter?: string;
  readonly autoOnline?: string;
  readonly attribute?: string | undefined;
  /** The size of the dax region that all devices are of, where devices can be made of it. */
  readonly region?: number;
  /** Whether it has hard_offline_page and memory-notifier-error-inject. */
  readonly faults?: boolean;
  /** Whether it has kmemleak. */
  readonly kmemleak?: boolean;
  /** What its devices are made of; nothing that comes and goes unless said otherwise. */
  readonly made?: Maker;
  readonly devices?: readonly { readonly name: DaxName; readonly start: number; readonly end: number; readonly node?: number; readonly origin?: 'hmem' | 'pmem' }[];
}

/** A guest with 2 GiB of DRAM in node 0 and, unless said otherwise, 1 GiB of device memory at 4 GiB that belongs to node 1. */
export function start(guest: ImaginedGuest = {}): Observation {
  const { blockSize = bytes(128 * MIB), devices = [{ name: 'dax0.0', start: 4 * GIB, end: 5 * GIB }] } = guest;
  const attribute = 'attribute' in guest ? guest.attribute : '0';
  const memTotal = 4 * (3_998 + 503_000);
  return {
    release: guest.release ?? '6.12.117+deb13-cloud-amd64',
    commandLine: 'console=ttyS0',
    tainted: 0,
    blockSize,
    blocks: Array.from({ length: (2 * GIB) / blockSize }, (_, number) => ({
      number: blockNumber(number), state: 'online', validZones: ['none'], removable: true, physIndex: blockNumber(number), node: nodeId(0),
    })),
    zones: [...zones(0, { DMA: [1, 4_095, 3_998], DMA32: [4_096, 520_192, 503_000] })],
    nodes: [{ node: nodeId(0), memTotal: kibibytes(memTotal), memFree: kibibytes(memTotal - 90_000) }] satisfies NodeObservation[],
    nodeMasks: { online: [nodeId(0)], hasMemory: [nodeId(0)], hasNormalMemory: [nodeId(0)], hasCpu: [nodeId(0)] },
    meminfo: {
      memTotal: kibibytes(memTotal), memFree: kibibytes(memTotal - 90_000), commitLimit: kibibytes(commitLimit(memTotal, 50)),
      directMap4k: kibibytes(57_192), directMap2M: kibibytes(991_232), directMap1G: kibibytes(1_048_576), hardwareCorrupted: kibibytes(0),
    },
    vmstat: { nrMemmapPages: pages(0), nrMemmapBootPages: pages(8_192) },
    buddy: [
      { node: nodeId(0), zone: 'DMA', free: [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 3] },
      { node: nodeId(0), zone: 'DMA32', free: [12, 7, 5, 4, 3, 2, 2, 1, 1, 0, 478] },
    ],
    pageblocks: [
      { node: nodeId(0), zone: 'DMA', types: { Unmovable: 3, Movable: 5, Reclaimable: 0, HighAtomic: 0, Isolate: 0 } },
      { node: nodeId(0), zone: 'DMA32', types: { Unmovable: 33, Movable: 980, Reclaimable: 3, HighAtomic: 0, Isolate: 0 } },
    ],
    selfHosted: [],
    pageFlags: [],
    // The DRAM ends here, or what ACPI has behind it.
    kpageflagsPages: pages((2 * GIB) / 4096),
    kobjects: { entries: { '/sys/devices/system/memory': (2 * GIB) / blockSize + 7, '/sys/devices/system/node': 8, '/sys/bus/dax/devices': devices.length, '/sys/devices/virtual/memory_tiering': 3 }, kernfsNodes: 11_310 },
    minFreeKbytes: kibibytes(45_056),
    overcommitRatio: 50,
    iomem: [
      { depth: 0, start: bytes(0x100000), end: bytes(2 * GIB - 1), name: 'System RAM' },
      ...devices.flatMap((device) => entriesOf(device, guest.made)),
    ],
    dax: devices.map(({ name, start: first, end, node = 1, origin = 'hmem' }): DaxObservation => ({
      name, origin: guest.made === undefined ? origin : ORIGIN_OF[guest.made], size: bytes(end - first), align: bytes(2 * MIB), targetNode: node,
      mappings: [{ start: bytes(first), end: bytes(end - 1) }], memmapOnMemory: attribute,
      region: guest.region === undefined ? undefined : { size: bytes(guest.region), available: bytes(guest.region - devices.reduce((sum, device) => sum + device.end - device.start, 0)) },
    })),
    parameters: {
      memmapOnMemory: guest.parameter ?? 'Y', onlinePolicy: 'contig-zones', autoMovableRatio: '301', autoMovableNumaAware: 'Y',
      autoOnlineBlocks: guest.autoOnline ?? 'offline',
    },
    faultInjection: guest.faults ? { hardOfflinePage: true, notifierErrors: { MEM_GOING_ONLINE: 0, MEM_GOING_OFFLINE: 0 } } : undefined,
    kmemleak: guest.kmemleak ?? false,
  };
}

const ORIGIN_OF = { region: 'cxl', namespace: 'pmem' } as const;

/** Of a window or a DIMM that is the device's alone; what tells how a namespace is used is 2 MiB in front of its device. */
function entriesOf({ name, start: first, end }: NonNullable<ImaginedGuest['devices']>[number], made: Maker | undefined): IomemEntry[] {
  const entry = (depth: number, from: number, to: number, called: string): IomemEntry => ({ depth, start: bytes(from), end: bytes(to - 1), name: called });
  switch (made) {
    case undefined:
      return [entry(0, first, end, name)];
    case 'region':
      return [entry(0, first, end, 'CXL Window 0'), entry(1, first, end, `region${parseInt(name.slice(3), 10)}`)];
    case 'namespace':
      return [entry(0, first - 2 * MIB, end, 'Persistent Memory'), entry(1, first - 2 * MIB, first, name.replace('dax', 'namespace'))];
  }
}

function zones(node: number, populated: Readonly<Record<string, readonly [startPfn: number, present: number, managed: number]>>): ZoneObservation[] {
  return (['DMA', 'DMA32', 'Normal', 'Movable', 'Device'] as const).map((zone) => {
    const [startPfn, present, managed] = populated[zone] ?? [undefined, 0, 0];
    return {
      node: nodeId(node), zone, free: pages(managed), spanned: pages(present), present: pages(present), managed: pages(managed),
      startPfn: startPfn === undefined ? undefined : pfn(startPfn), perCpuFree: pages(0),
    };
  });
}
