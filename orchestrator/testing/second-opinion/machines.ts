/** First observations of random machines: several devices and ranges, nodes, block sizes, policies, and boot memory of several shapes. */
import fc from 'fast-check';
import type { DaxObservation, Observation, ZoneName } from '../../model/observation.ts';
import type { DaxName } from '../../model/operation.ts';
import { bytes, GIB, kibibytes, MIB, nodeId, type Bytes } from '../../model/units.ts';
import { start } from '../start.ts';
import { BOOT, managedOf, zoneOf, type BootMemory } from './boot-memory.ts';

const SECTION = 128 * MIB;

interface Piece {
  readonly device: number;
  /** In quarters of a block. */
  readonly gap: number;
  readonly size: number;
  readonly unaligned: boolean;
}

const piece: fc.Arbitrary<Piece> = fc.record({
  device: fc.nat(2), gap: fc.constantFrom(0, 0, 0, 2, 4, 9), size: fc.constantFrom(2, 4, 7, 8, 12, 16), unaligned: fc.boolean(),
});

interface Choices {
  readonly boot: BootMemory;
  readonly blockSize: Bytes;
  readonly release: string;
  readonly parameter: string;
  readonly policy: string;
  readonly ratio: string;
  readonly numaAware: string;
  readonly autoOnline: string;
  readonly movableNode: boolean;
  readonly low: boolean;
  readonly faults: boolean;
  readonly pieces: readonly Piece[];
  readonly nodes: readonly number[];
  readonly attributes: readonly string[];
}

/** Before the feature, as posted, merged with and without what later kernels added. */
const RELEASES = ['6.1.0-50-cloud-amd64', '6.6.0-rc4-v5+', '6.12.117+deb13-cloud-amd64', '6.12.117+deb13-cloud-amd64', '6.14.5', '6.18.5', '7.3.4'];

export const machines: fc.Arbitrary<Observation> = fc.record<Choices>({
  boot: fc.constantFrom(...BOOT),
  blockSize: fc.constantFrom(128, 128, 256, 512, 2048).map((size) => bytes(size * MIB)),
  release: fc.constantFrom(...RELEASES),
  parameter: fc.constantFrom('Y', 'Y', 'N', 'force'),
  policy: fc.constantFrom('contig-zones', 'auto-movable'),
  ratio: fc.constantFrom('301', '301', '0', '100', '40'),
  numaAware: fc.constantFrom('Y', 'N'),
  autoOnline: fc.constantFrom('offline', 'offline', 'offline', 'online', 'online_kernel', 'online_movable'),
  movableNode: fc.nat(7).map((one) => one === 0),
  low: fc.nat(3).map((one) => one === 0),
  faults: fc.nat(3).map((one) => one === 0),
  pieces: fc.array(piece, { minLength: 1, maxLength: 5 }),
  nodes: fc.tuple(fc.constantFrom(1, 1, 1, 0, 2), fc.constantFrom(1, 1, 2, 0), fc.constantFrom(2, 1, 0, -1)),
  attributes: fc.tuple(fc.constantFrom('0', '1'), fc.constantFrom('0', '1'), fc.constantFrom('0', '1')),
}).map(observationOf);

function observationOf(choices: Choices): Observation {
  const { boot, blockSize } = choices;
  const end = boot.zones.reduce((highest, zone) => Math.max(highest, zone.end), 0);
  const lowest = boot.zones.reduce((nearest, zone) => (zone.start < 16 * MIB + 1 ? Math.max(nearest, zone.end) : nearest), 0);
  const first = choices.low ? Math.ceil(lowest / SECTION) * SECTION : Math.max(4 * GIB, Math.ceil(end / SECTION) * SECTION);
  const base = start({ faults: choices.faults, blockSize, release: choices.release, parameter: choices.parameter, autoOnline: choices.autoOnline });
  const zones = [0, ...new Set(boot.zones.map(({ node }) => node).filter((node) => node !== 0)), ...boot.cpus.filter((node) => !boot.zones.some((zone) => zone.node === node))];
  const online = [...new Set(zones)].sort((one, other) => one - other);
  const has = (names: readonly ZoneName[]) => online.filter((node) => boot.zones.some((zone) => zone.node === node && names.includes(zone.zone))).map(nodeId);
  const managed = boot.zones.reduce((sum, zone) => sum + managedOf(zone), 0);
  return {
    ...base,
    commandLine: choices.movableNode ? 'console=ttyS0 movable_node' : base.commandLine,
    // One block is as good as all of them, and quicker to compare.
    blocks: base.blocks.slice(0, 1),
    zones: online.flatMap((node) => boot.names.map((name) => zoneOf(node, name, boot.zones.find((zone) => zone.node === node && zone.zone === name)))),
    nodes: online.map((node) => ({ node: nodeId(node), memTotal: kibibytes(4 * boot.zones.filter((zone) => zone.node === node).reduce((sum, zone) => sum + managedOf(zone), 0)), memFree: kibibytes(0) })),
    nodeMasks: { online: online.map(nodeId), hasMemory: has(['DMA', 'DMA32', 'Normal', 'Movable']), hasNormalMemory: has(['DMA', 'DMA32', 'Normal']), hasCpu: boot.cpus.map(nodeId) },
    meminfo: { ...base.meminfo, memTotal: kibibytes(4 * managed), commitLimit: kibibytes(4 * Math.floor(managed / 2)) },
    minFreeKbytes: kibibytes(11 * 512 * 4 * boot.zones.filter(({ zone }) => zone !== 'Movable').length),
    // What boot zones show here is their own affair.
    buddy: boot.zones.map(({ node, zone }) => ({ node: nodeId(node), zone, free: Array<number>(11).fill(1) })),
    pageblocks: boot.zones.map(({ node, zone }) => ({ node: nodeId(node), zone, types: { Movable: 1 } })),
    iomem: boot.zones.filter(({ zone }) => zone !== 'DMA').map((zone) => ({ depth: 0, start: bytes(zone.start), end: bytes(zone.end - 1), name: 'System RAM' })),
    dax: daxDevices(choices, first),
    parameters: { ...base.parameters, onlinePolicy: choices.policy, autoMovableRatio: choices.ratio, autoMovableNumaAware: choices.numaAware },
  };
}

/** Lays the pieces one after another from `first` on, around boot memory. Of the devices that get none, the last is there, with size 0. */
function daxDevices({ boot, blockSize, pieces, nodes, attributes, release }: Choices, first: number): DaxObservation[] {
  const quarter = blockSize / 4;
  let at = first;
  const placed = pieces.map((one) => {
    const margin = one.unaligned ? 2 * MIB : 0;
    const size = one.size * quarter - margin;
    const inTheWay = boot.zones.some((zone) => zone.start < at + one.gap * quarter + margin + size && zone.end > at);
    if (inTheWay) at = Math.max(...boot.zones.map(({ end }) => Math.ceil(end / SECTION) * SECTION));
    const from = at + one.gap * quarter + margin;
    at = from + size;
    return { device: one.device, start: bytes(from), end: bytes(at - 1) };
  });
  return nodes.flatMap((node, device): DaxObservation[] => {
    const mappings = placed.filter((one) => one.device === device).map((one) => ({ start: one.start, end: one.end }));
    return mappings.length === 0 && device < nodes.length - 1 ? [] : [{
      name: `dax${device}.0` as DaxName, origin: device % 2 === 0 ? 'hmem' : 'pmem', align: bytes(2 * MIB), targetNode: node, mappings,
      size: bytes(mappings.reduce((sum, mapping) => sum + mapping.end + 1 - mapping.start, 0)),
      memmapOnMemory: release.startsWith('6.1.') ? undefined : attributes[device],
    }];
  });
}
