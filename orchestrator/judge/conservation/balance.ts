/** The balance of calls, block by block and against the blocks that are there. Each law holds where the witness sees what it counts. */
import type { BlockNumber } from '../../model/units.ts';
import { conservationFinding } from '../findings.ts';
import type { Difference } from '../verdict.ts';
import { blockList } from './block-list.ts';
import { hotBlocks, removalsOf, seesRelease, type History, type Law } from './history.ts';
import { accountOf, createdAndReleased, type Account } from './ledger.ts';

/** Each block that was created and is not there any more was released once: how often over all, for the cost of a leak, and which, so that one released twice does not stand for another. */
export const blocksAreReleased: Law = (history) => {
  if (!seesRelease(history)) return undefined;
  const there = hotBlocks(history, history.last.observation).size;
  const { created, released } = createdAndReleased(history.ledger);
  const lost = created - there - released;
  const { operation } = history.last;
  if (lost !== 0) {
    const cycles = Math.max(1, removalsOf(history));
    return conservationFinding(`memory_block leak: ${created} created, ${released} released${there > 0 ? `, ${there} still there` : ''}`, operation, [
      { fact: 'memory_block objects not released', expected: '0', seen: `${lost}` },
      { fact: 'of them per block created', expected: '0', seen: `${lost / Math.max(1, created)}` },
      { fact: 'of them per cycle (everything removed once)', expected: '0', seen: String(Math.round((lost / cycles) * 100) / 100) },
    ]);
  }
  const { unbalanced } = history;
  return unbalanced && conservationFinding('memory_block objects are not released once each, when their block goes', unbalanced.operation, [
    { fact: 'blocks that were released more or less often than they went', expected: 'none', seen: blockList(unbalanced.blocks) },
  ]);
};

/** arch_remove_memory takes back what arch_add_memory mapped: a block that is there is mapped once, any other is not. */
export const mappingsBalance: Law = (history) => {
  const { sees } = history.ledger;
  if (!sees.has('arch_add_memory') || !sees.has('arch_remove_memory') || !sees.has('create_memory_block_devices')) return undefined;
  const there = hotBlocks(history, history.last.observation);
  const off = (kind: (excess: number) => boolean): BlockNumber[] => everyBlock(history, there).filter((block) => kind(accountOf(history.ledger, block).mapped - (there.has(block) ? 1 : 0)));
  return found(history, 'arch_add_memory and arch_remove_memory do not balance', [
    ...none('blocks mapped by arch_add_memory more often than they are there', off((excess) => excess > 0)),
    ...none('blocks unmapped by arch_remove_memory more often than they were mapped', off((excess) => excess < 0)),
  ]);
};

/** mhp_deinit_memmap_on_memory takes back mhp_init_memmap_on_memory: a block that is online and has an altmap has its memmap initialised, any other has not. */
export const memmapsBalance: Law = (history) => {
  const { ledger, last: { observation: now } } = history;
  const { sees } = ledger;
  if (!sees.has('mhp_init_memmap_on_memory') || !sees.has('mhp_deinit_memmap_on_memory') || !sees.has('altmaps')) return undefined;
  const there = hotBlocks(history, now);
  const online = new Set(now.blocks.filter(({ state }) => state === 'online').map(({ number }) => number));
  const wrong = everyBlock(history, there).filter((block) => {
    const { memmaps, altmap } = accountOf(ledger, block);
    return memmaps !== (there.has(block) && online.has(block) && altmap ? 1 : 0);
  });
  return found(history, 'mhp_init_memmap_on_memory and mhp_deinit_memmap_on_memory do not balance', none('blocks whose memmap is in use while they are not online, or not while they are', wrong));
};

/**
 * Pages that online_pages brought online are managed, and go by offline_pages as they came. A call that failed changes nothing, so only blocks
 * whose state is another than before are asked about.
 */
export const pagesBalance: Law = (history) => {
  const { ledger, start, before, last: { observation: now } } = history;
  if (!ledger.sees.has('online_pages') || !ledger.sees.has('offline_pages')) return undefined;
  const there = hotBlocks(history, now);
  const online = new Set(now.blocks.filter(({ number, state }) => state === 'online' && there.has(number)).map(({ number }) => number));
  const left = before.observation.blocks.filter(({ number, state }) => state === 'online' && !online.has(number) && hotBlocks(history, before.observation).has(number));
  // What boot zones manage by themselves is no matter of these calls.
  const holds = (node: number, zone: string): boolean => now.blocks.some((block) => online.has(block.number) && block.node === node && block.validZones[0] === zone);
  const managedAtStart = (node: number, zone: string): number => start.zones.find((one) => one.node === node && one.zone === zone)?.managed ?? 0;
  const gained = now.zones.reduce((sum, { node, zone, managed }) => sum + (managedAtStart(node, zone) === 0 || holds(node, zone) ? managed - managedAtStart(node, zone) : 0), 0);
  const brought = [...online].reduce((sum, block) => sum + (accountOf(ledger, block).online?.count ?? 0), 0);
  return found(history, 'online_pages, offline_pages and the zones do not balance', [
    ...(brought === gained ? [] : [{ fact: 'pages managed beyond the start, by online_pages of the blocks that are online', expected: String(brought), seen: String(gained) }]),
    ...none('blocks that went offline otherwise than they went online', left.map(({ number }) => number).filter((block) => !sameRange(accountOf(ledger, block)))),
  ]);
};

const sameRange = ({ online, offline }: Account): boolean => online?.first === offline?.first && online?.count === offline?.count;

const everyBlock = ({ ledger: { accounts } }: History, there: ReadonlySet<BlockNumber>): BlockNumber[] => [...new Set([...accounts.keys(), ...there])];

const none = (fact: string, blocks: readonly BlockNumber[]): Difference[] => (blocks.length === 0 ? [] : [{ fact, expected: 'none', seen: blockList(blocks) }]);

const found = ({ last: { operation } }: History, title: string, differences: readonly Difference[]) =>
  (differences.length === 0 ? undefined : conservationFinding(title, operation, differences));
