/**
 * /proc/kpageflags and /proc/kpagecount of blocks: of a block that is online, the pages that hold its memmap are marked, are nobody's, and no
 * others are marked; in a fresh zone the rest is free. Nothing is shown of a block that is offline (SEMANTICS 5; I10, I26).
 */
import type { Observation, PageFlagsObservation } from '../observation.ts';
import { blockNumber, PAGE_SIZE, type BlockNumber } from '../units.ts';
import type { HotBlock, World } from '../world.ts';
import { isFresh } from './zones.ts';
import type { Expectation, FactValue, Observable } from './observable.ts';

/** PG_vmemmap_self_hosted is PG_owner_priv_1 `[include/linux/page-flags.h]`: KPF_OWNER_PRIVATE and no other. */
const SELF_HOSTED = `0x${(2 ** 37).toString(16)}`;
/** KPF_BUDDY. */
const BUDDY = '0x400';

const OPEN = { open: 'in use as the kernel likes, poisoned, or of a release that was not read', mayBeAbsent: true } as const;

export const pageFlags: Observable = {
  observed: ({ pageFlags: found = [], kpageflagsPages, blockSize }: Observation) => {
    const blocks = new Map<BlockNumber, PageFlagsObservation[]>();
    for (const pages of found) {
      const block = blockNumber(Math.floor((pages.first * PAGE_SIZE) / blockSize));
      blocks.set(block, [...blocks.get(block) ?? [], pages]);
    }
    return [
      ...[...blocks].flatMap(([block, pages]) => shown(block, pages, block * (blockSize / PAGE_SIZE))),
      ...(kpageflagsPages === undefined ? [] : [['kpageflags_pages', kpageflagsPages] as const]),
    ];
  },
  expected: (world: World) => [
    ...[...world.blocks.values()].flatMap((block) => predicted(world, block)),
    ...(world.constants.start.kpageflagsPages === undefined ? [] : [['kpageflags_pages', Math.max(world.constants.start.kpageflagsPages, world.highest)] as const]),
  ],
};

/** The first of a block's pages are those that could hold its memmap, the others are a sample of the rest. */
function shown(block: BlockNumber, found: readonly PageFlagsObservation[], first: number): (readonly [string, FactValue])[] {
  const head = found.filter((pages) => pages.first === first);
  const rest = found.filter((pages) => pages.first !== first);
  return [
    ...head.map(({ flags }) => [name(block, 'memmap_flags'), kinds([{ flags }])] as const),
    ...head.flatMap(({ counted }) => (counted === undefined ? [] : [[name(block, 'memmap_pages_counted'), counted] as const])),
    ...(rest.length === 0 ? [] : [
      [name(block, 'page_flags'), kinds(rest)] as const,
      [name(block, 'self_hosted_pages_elsewhere'), rest.reduce((sum, { flags }) => sum + (flags[SELF_HOSTED] ?? 0), 0)] as const,
    ]),
  ];
}

function predicted(world: World, block: HotBlock): [string, Expectation][] {
  const { hiddenFlags } = world.constants.semantics;
  const fresh = block.zone !== undefined && isFresh(world, block.node, block.zone) && !world.lodged;
  const rest = block.zone === undefined ? hiddenFlags : fresh && !block.poisoned?.length ? BUDDY : undefined;
  // Poisoned pages have flags of their own.
  const head = block.vmemmap === 0 || block.zone === undefined ? rest : block.poisoned?.length ? undefined : SELF_HOSTED;
  const ifKnown = (value: FactValue | undefined): Expectation => (value === undefined || value === 'unknown' ? OPEN : { ifSeen: value });
  return [
    [name(block.number, 'memmap_flags'), ifKnown(head)],
    [name(block.number, 'memmap_pages_counted'), ifKnown(block.zone === undefined || block.vmemmap > 0 || fresh ? 0 : undefined)],
    [name(block.number, 'page_flags'), ifKnown(rest)],
    [name(block.number, 'self_hosted_pages_elsewhere'), { ifSeen: 0 }],
  ];
}

/** `0x400`, or every value that there is. */
const kinds = (found: readonly Pick<PageFlagsObservation, 'flags'>[]): string => [...new Set(found.flatMap(({ flags }) => Object.keys(flags)))].sort().join(' ');

const name = (block: BlockNumber, what: string): string => `memory${block}/${what}`;
