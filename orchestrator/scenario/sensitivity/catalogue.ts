/**
 * Kernels that are wrong at one point each, of the rows of SEMANTICS 12 and their like. Positions of arguments are those of 6.8 to 7.3 unless said; each is a fault at
 * one call of every operation that it is about, so that the first such operation shows it.
 */
import type { ArgumentNumber, Effect } from '../../model/fault.ts';
import type { During, LiveMutant } from './mutant.ts';

const SKIP: Effect = { kind: 'skip' };
const argument = (place: ArgumentNumber, value: number): Effect => ({ kind: 'set-argument', argument: place, value });
const runsAndFails = (errno: Extract<Effect, { kind: 'fail' }>['errno']): Effect => ({ kind: 'fail', errno, after: true });

/** `[include/linux/memory_hotplug.h]` */
const MHP_NID_IS_MGID = 4;
const MMOP_ONLINE_KERNEL = 2;
/** `[include/linux/mmzone.h:MIGRATE_MOVABLE]` */
const MIGRATE_MOVABLE = 1;

const mutant = (name: string, what: string, rows: string, during: During, fn: string, does: Effect, call = 1, more: Partial<LiveMutant> = {}): LiveMutant =>
  ({ name, what, rows: rows.split(' '), during, fault: { in: fn, at: { call }, does }, ...more });

export const CATALOGUE: readonly LiveMutant[] = [
  // The add.
  mutant('altmap-dropped', 'the altmap of one chunk is dropped before its memory is mapped', 'M4 M10', 'bind', 'arch_add_memory', { kind: 'set-field', argument: 4, offset: 0, size: 8, value: 0 }, 3),
  mutant('flag-cleared', 'the add is not told of the memmap on memory', 'M29', 'bind', 'add_memory_driver_managed', argument(5, MHP_NID_IS_MGID)),
  mutant('parameter-ignored', 'the add takes the parameter for N', 'M1 M23', 'bind', 'mhp_supports_memmap_on_memory', SKIP),
  mutant('no-devices', 'a chunk has no memory block', 'M21', 'bind', 'create_memory_block_devices', SKIP, 3),
  mutant('last-chunk-skipped', 'the last chunk has no memory block', 'M21', 'bind', 'create_memory_block_devices', SKIP, 8),
  mutant('no-unwinding', 'the add fails at its last chunk, and the third is not taken back', 'M2 M10', 'bind', 'create_memory_block_devices', runsAndFails('ENOMEM'), 8),
  mutant('not-mapped', 'a chunk has no entries in the direct map', 'M20', 'bind', 'init_memory_mapping', SKIP, 3),
  mutant('whole-memmap-elsewhere', 'the memmap of a chunk is in ordinary memory', 'M18', 'bind', 'vmemmap_populate', argument(4, 0), 3),
  mutant('twice-a-chunk', 'a chunk makes the block of its neighbour as well', 'M20', 'bind', 'create_memory_block_devices', argument(2, 2 ** 28), 1),
  mutant('bind-reports-error', 'a bind that is done says that it is not', 'M41', 'bind', 'add_memory_resource', runsAndFails('EIO')),
  mutant('walk-stops', 'blocks after the second do not go online by themselves', 'M41', 'bind', 'online_pages', { kind: 'skip' }, 3, { policy: 'auto-online-movable' }),
  // Going online.
  mutant('memmap-not-initialised', 'the pages that hold the memmap are not marked', 'M33', 'online', 'mhp_init_memmap_on_memory', SKIP),
  mutant('half-initialised', 'only half of the pages that hold the memmap are', 'M33 M18', 'online', 'mhp_init_memmap_on_memory', argument(2, 256)),
  mutant('memmap-not-present', 'the pages that hold the memmap do not count as present', 'M15', 'online', 'adjust_present_page_count', SKIP, 2),
  mutant('pages-not-present', 'the pages that go online do not', 'M15', 'online', 'adjust_present_page_count', SKIP, 1),
  mutant('memmap-movable', 'the pageblocks of the memmap are movable', 'M35', 'online', 'move_pfn_range_to_zone', argument(5, MIGRATE_MOVABLE), 1),
  mutant('online-reported', 'a block is reported online and nothing is done', 'M41', 'online', 'online_pages', SKIP),
  mutant('wrong-zone', 'a block goes to a kernel zone instead of the movable one', 'M35', 'online', 'zone_for_pfn_range', argument(1, MMOP_ONLINE_KERNEL)),
  mutant('pages-not-freed', 'four MiB of a block are not given to the allocator', 'M18', 'online', 'generic_online_page', SKIP, 5),
  mutant('online-errno', 'a block that is online is reported to have failed', 'M41', 'online', 'online_pages', runsAndFails('EIO')),
  mutant('still-isolated', 'the pages that go online stay isolated', 'M35', 'online', 'undo_isolate_page_range', SKIP),
  // Going offline.
  mutant('deinit-skipped', 'the memmap of a block stays in its zone when the block goes', 'M15', 'offline', 'mhp_deinit_memmap_on_memory', SKIP),
  mutant('offline-reported', 'a block is reported offline and nothing is done', 'M41', 'offline', 'offline_pages', SKIP),
  mutant('offline-errno', 'a block that is offline is reported to have failed', 'M41', 'offline', 'offline_pages', runsAndFails('EBUSY')),
  mutant('still-present', 'the pages that hold the memmap still count as present', 'M15', 'offline', 'adjust_present_page_count', SKIP, 1),
  // The removal.
  mutant('altmap-lost', 'a chunk is torn down without its altmap', 'M4', 'unbind', 'arch_remove_memory', argument(3, 0), 3),
  mutant('still-mapped', 'a chunk is not torn down', 'M7 M13', 'unbind', 'arch_remove_memory', SKIP, 3),
  mutant('block-stays', 'the block of a chunk is not removed', 'M42', 'unbind', 'remove_memory_block_devices', SKIP, 3),
  mutant('removal-reported', 'a removal is reported and nothing is done', 'M42 M23', 'unbind', 'try_remove_memory', SKIP),
  mutant('removal-errno', 'a removal that is done is reported to have failed', 'M42', 'unbind', 'try_remove_memory', runsAndFails('EBUSY')),
  mutant('iomem-stays', 'the range stays in the resource tree', 'M2 M31', 'unbind', 'release_mem_region_adjustable', SKIP),
  mutant('node-stays', 'the node stays online', 'M42', 'unbind', 'try_offline_node', SKIP),
  mutant('release-skipped', 'a block is released and never freed', 'M5', 'unbind', 'memory_block_release', SKIP, 3,
    { survives: 'the release is called and counted; what it does not free is less than 1 KiB of a general cache, once a cycle: less than can be told over fifty; a kernel with kmemleak tells it (build:debug)' }),
  // The attribute.
  mutant('attribute-unsupported', 'the store takes the parameter for N', 'M23 M27', 'write-attribute', 'mhp_supports_memmap_on_memory', SKIP),
  mutant('attribute-errno', 'the store stores and reports that it did not', 'M27', 'write-attribute', 'memmap_on_memory_store', runsAndFails('EBUSY')),
];
