/** The world a fresh guest is in: from the first observation, taken when every dax device is bound to no driver. */
import { memmapOf } from './memmap.ts';
import type { Observation } from './observation.ts';
import { ONLINE_TYPES, type OnlineType } from './operation.ts';
import { semanticsOf, type Generation } from './semantics.ts';
import { bytes, pages, pagesOf, pfn } from './units.ts';
import type { Constants, DaxDevice, MemmapParameter, Policies, World } from './world.ts';

/** `[mm/memory_hotplug.c:auto_movable_ratio]` */
const DEFAULT_RATIO = 301;

/** The observation cannot be a start: it says why. */
export class NotAStart extends Error {
  override name = 'NotAStart';
}

/** @param asked which contract the kernel is held to, where that was asked for by name */
export function begin(start: Observation, asked?: Generation): World {
  const bound = start.dax.find((device) => device.driver !== undefined);
  if (bound) throw new NotAStart(`${bound.name} is bound to ${bound.driver ?? ''}: the model starts from devices that are bound to no driver`);
  return {
    constants: constantsOf(start, asked),
    policies: policiesOf(start),
    nodes: new Set(start.nodeMasks.online),
    devices: new Map(start.dax.map((device) => [device.name, daxDevice(device)])),
    // The preparation of a guest puts every device's name into both (guest-scripts/prepare).
    ids: { kmem: new Set(start.dax.map(({ name }) => name)), device_dax: new Set(start.dax.map(({ name }) => name)) },
    takenOut: new Set(),
    leftRegions: new Set(),
    added: [],
    idleDimms: new Set(),
    groups: new Map(),
    blocks: new Map(),
    highest: pfn(0),
    injected: new Map(),
    held: { pages: pages(0), pinned: new Set(), long: false },
    lodged: false,
  };
}

function constantsOf(start: Observation, asked: Generation | undefined): Constants {
  const blockPages = pagesOf(start.blockSize);
  return {
    semantics: semanticsOf(start, asked),
    start,
    blockSize: start.blockSize,
    blockPages,
    vmemmapPages: memmapOf(blockPages),
    parameter: memmapParameter(start.parameters.memmapOnMemory),
    movableNode: start.commandLine.split(' ').includes('movable_node'),
  };
}

function memmapParameter(text: string | undefined): MemmapParameter | undefined {
  if (text === undefined || text === 'Y' || text === 'N' || text === 'force') return text;
  throw new NotAStart(`memory_hotplug.memmap_on_memory reads ${JSON.stringify(text)}: expected Y, N or force`);
}

function policiesOf({ parameters }: Observation): Policies {
  return {
    autoOnline: ONLINE_TYPES.find((type): type is OnlineType => type === parameters.autoOnlineBlocks) ?? 'offline',
    onlinePolicy: parameters.onlinePolicy === 'auto-movable' ? 'auto-movable' : 'contig-zones',
    autoMovableRatio: Number(parameters.autoMovableRatio ?? DEFAULT_RATIO),
    autoMovableNumaAware: parameters.autoMovableNumaAware !== 'N',
  };
}

/** As its driver makes it, bound to nothing. */
export function daxDevice(device: Observation['dax'][number]): DaxDevice {
  return {
    name: device.name,
    node: device.targetNode,
    // IORESOURCE_DAX_KMEM is what cxl and hmem give their regions, and pmem does not [drivers/dax/{cxl,hmem/hmem,pmem}.c].
    type: device.origin === 'pmem' ? 'device_dax' : 'kmem',
    ranges: device.mappings.map(({ start, end }) => ({ start, end: bytes(end + 1) })),
    attribute: device.memmapOnMemory === undefined ? undefined : device.memmapOnMemory === '1',
    bound: false,
  };
}
