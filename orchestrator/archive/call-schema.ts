/** The model's Call as it stands in a record. */
import { z } from 'zod';
import type { Call } from '../model/calls.ts';
import type { BlockNumber, Bytes, NodeId, Pages, Pfn } from '../model/units.ts';
import type { SameType } from './schema-types.ts';
import { unit } from './unit-schema.ts';

const [bytes, pages, pfn, block, node] = [unit<Bytes>(), unit<Pages>(), unit<Pfn>(), unit<BlockNumber>(), unit<NodeId>()];
const altmap = z.strictObject({ base: pfn, free: pages }).optional();
const at = z.number().nonnegative().optional();
const range = { start: bytes, size: bytes };
const pfns = { first: pfn, count: pages };

export const callSchema = z.discriminatedUnion('fn', [
  z.strictObject({ fn: z.literal('add_memory_driver_managed'), at, ...range }),
  z.strictObject({ fn: z.literal('arch_add_memory'), at, node, ...range, altmap }),
  z.strictObject({ fn: z.literal('create_memory_block_devices'), at, ...range, altmap }),
  z.strictObject({ fn: z.literal('remove_memory_block_devices'), at, ...range }),
  z.strictObject({ fn: z.literal('arch_remove_memory'), at, ...range, altmap }),
  z.strictObject({ fn: z.literal('memory_block_release'), at, block: block.optional() }),
  z.strictObject({ fn: z.literal('mhp_init_memmap_on_memory'), at, ...pfns }),
  z.strictObject({ fn: z.literal('mhp_deinit_memmap_on_memory'), at, ...pfns }),
  z.strictObject({ fn: z.literal('online_pages'), at, ...pfns }),
  z.strictObject({ fn: z.literal('offline_pages'), at, ...pfns }),
]);

export const calledFunction = z.enum(callSchema.options.map(({ shape }) => shape.fn.value));

const WITH_ALTMAP: ReadonlySet<Call['fn']> = new Set(callSchema.options.flatMap(({ shape }) => ('altmap' in shape ? [shape.fn.value] : [])));
export const carriesAltmap = (fn: Call['fn']): boolean => WITH_ALTMAP.has(fn);

true satisfies SameType<z.output<typeof callSchema>, Call>;
