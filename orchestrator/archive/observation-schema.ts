/** The model's Observation as it stands in a record. */
import { z } from 'zod';
import { ZONE_NAMES, type Observation } from '../model/observation.ts';
import type { DaxName } from '../model/operation.ts';
import type { BlockNumber, Bytes, Kibibytes, NodeId, Pages, Pfn } from '../model/units.ts';
import type { SameType } from './schema-types.ts';
import { unit } from './unit-schema.ts';

const [bytes, pages, pfn, block, node, kib] = [unit<Bytes>(), unit<Pages>(), unit<Pfn>(), unit<BlockNumber>(), unit<NodeId>(), unit<Kibibytes>()];
const text = z.string();
const list = <Item extends z.ZodType>(item: Item) => z.array(item);

export const daxName = z.string().regex(/^dax\d+\.\d+$/) as unknown as z.ZodType<DaxName, DaxName>;
export const daxDriver = z.enum(['kmem', 'device_dax']);
export { block, bytes, node, pages, pfn };

const blockObservation = z.strictObject({
  number: block, state: text, validZones: list(text), removable: z.boolean(), physIndex: block, node: node.optional(),
});
const zoneObservation = z.strictObject({
  node, zone: z.enum(ZONE_NAMES), free: pages, spanned: pages, present: pages, managed: pages, startPfn: pfn.optional(), perCpuFree: pages,
});
const nodeMasks = z.strictObject({ online: list(node), hasMemory: list(node), hasNormalMemory: list(node), hasCpu: list(node) });
const daxObservation = z.strictObject({
  name: daxName, origin: z.enum(['cxl', 'hmem', 'pmem']).optional(), driver: daxDriver.optional(), size: bytes, align: bytes.optional(), targetNode: z.number(),
  mappings: list(z.strictObject({ start: bytes, end: bytes })), memmapOnMemory: text.optional(), state: text.optional(),
  region: z.strictObject({ size: bytes, available: bytes.optional() }).optional(),
});
const meminfo = z.strictObject({
  memTotal: kib, memFree: kib, commitLimit: kib.optional(), directMap4k: kib.optional(), directMap2M: kib.optional(),
  directMap1G: kib.optional(), hardwareCorrupted: kib.optional(),
});
const parameters = z.strictObject({
  memmapOnMemory: text.optional(), onlinePolicy: text.optional(), autoMovableRatio: text.optional(),
  autoMovableNumaAware: text.optional(), autoOnlineBlocks: text.optional(),
});

const faultInjection = z.strictObject({
  hardOfflinePage: z.boolean(),
  notifierErrors: z.strictObject({ MEM_GOING_ONLINE: z.int(), MEM_GOING_OFFLINE: z.int() }).optional(),
});

export const observationSchema = z.strictObject({
  release: text,
  commandLine: text,
  tainted: z.number(),
  blockSize: bytes,
  blocks: list(blockObservation),
  zones: list(zoneObservation),
  nodes: list(z.strictObject({ node, memTotal: kib, memFree: kib, accessClasses: z.boolean().optional() })),
  nodeMasks,
  meminfo,
  buddy: list(z.strictObject({ node, zone: z.enum(ZONE_NAMES), free: list(z.number()) })),
  pageblocks: list(z.strictObject({ node, zone: z.enum(ZONE_NAMES), types: z.record(text, z.number()) })),
  selfHosted: list(z.strictObject({ first: pfn, count: pages })),
  pageFlags: list(z.strictObject({ first: pfn, count: pages, flags: z.record(text, z.number()), counted: z.number().optional() })).optional(),
  uevents: list(text).optional(),
  held: list(z.strictObject({
    how: z.enum(['filled', 'pinned', 'pinned-long']), pages, blocks: z.record(text, z.number()), changed: z.number(), first: list(z.strictObject({ pfn, place: z.number() })),
  })).optional(),
  kpageflagsPages: pages.optional(),
  kobjects: z.strictObject({ entries: z.record(text, z.number()), kernfsNodes: z.number().optional() }).optional(),
  vmstat: z.strictObject({ nrMemmapPages: pages.optional(), nrMemmapBootPages: pages.optional() }),
  minFreeKbytes: kib,
  overcommitRatio: z.number(),
  iomem: list(z.strictObject({ depth: z.number(), start: bytes, end: bytes, name: text })),
  dax: list(daxObservation),
  parameters,
  faultInjection: faultInjection.optional(),
  kmemleak: z.boolean().optional(),
});

true satisfies SameType<z.output<typeof observationSchema>, Observation>;
