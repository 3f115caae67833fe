/**
 * What the calls come to, block by block: how often each was created and released, whether it is mapped, and which of its pages went online.
 * Only entries into functions are recorded: that a call failed shows in what follows it.
 */
import type { Call, CalledFunction } from '../../model/calls.ts';
import { PAGE_SIZE, type BlockNumber, type Bytes, type Pages, type Pfn } from '../../model/units.ts';
import type { CallWitness } from '../calls.ts';

/** Of one block. */
export interface Account {
  readonly created: number;
  readonly released: number;
  /** Created and not yet taken down by remove_memory_block_devices. */
  readonly hasDevice: boolean;
  /** arch_add_memory that succeeded, less arch_remove_memory. */
  readonly mapped: number;
  /** Whether it was created with an altmap last. */
  readonly altmap: boolean;
  /** mhp_init_memmap_on_memory less mhp_deinit_memmap_on_memory. */
  readonly memmaps: number;
  /** What online_pages and offline_pages were called for last. */
  readonly online?: PfnRange | undefined;
  readonly offline?: PfnRange | undefined;
}

export interface PfnRange {
  readonly first: Pfn;
  readonly count: Pages;
}

interface Chunk {
  readonly start: Bytes;
  readonly size: Bytes;
}

export interface Ledger {
  readonly blockSize: Bytes;
  /** Functions that the witness sees, and whether it sees the altmaps of blocks that are created. */
  readonly sees: ReadonlySet<CalledFunction | 'altmaps'>;
  readonly accounts: ReadonlyMap<BlockNumber, Account>;
  /** Blocks of chunks for which arch_add_memory failed, and of ranges whose add came to nothing otherwise. */
  readonly refused: ReadonlySet<BlockNumber>;
}

const NOTHING: Account = { created: 0, released: 0, hasDevice: false, mapped: 0, altmap: false, memmaps: 0 };

export function openLedger(blockSize: Bytes, witness: CallWitness | undefined): Ledger {
  const observable = witness?.observable ?? [];
  const altmaps = observable.some(({ fn, altmap }) => fn === 'create_memory_block_devices' && altmap);
  return { blockSize, sees: new Set([...observable.map(({ fn }) => fn), ...(altmaps ? ['altmaps' as const] : [])]), accounts: new Map(), refused: new Set() };
}

export const accountOf = ({ accounts }: Pick<Ledger, 'accounts'>, block: BlockNumber): Account => accounts.get(block) ?? NOTHING;

/** Over all blocks. */
export function createdAndReleased({ accounts }: Pick<Ledger, 'accounts'>): { readonly created: number; readonly released: number } {
  let [created, released] = [0, 0];
  for (const account of accounts.values()) [created, released] = [created + account.created, released + account.released];
  return { created, released };
}

/** All that was called during one operation. */
export function entered(ledger: Ledger, calls: readonly Call[]): Ledger {
  const accounts = new Map(ledger.accounts);
  const refused = new Set(ledger.refused);
  const blockAt = (address: number): BlockNumber => Math.floor(address / ledger.blockSize) as BlockNumber;
  const change = (block: BlockNumber, what: (account: Account) => Partial<Account>): void => {
    const account = accountOf({ accounts }, block);
    accounts.set(block, { ...account, ...what(account) });
  };
  const blocksOf = ({ start, size }: Chunk): BlockNumber[] => Array.from({ length: Math.ceil(size / ledger.blockSize) }, (_, index) => blockAt(start + index * ledger.blockSize));
  for (const [place, call] of calls.entries()) {
    switch (call.fn) {
      case 'arch_add_memory': {
        // No blocks are created of what could not be mapped.
        const next = calls[place + 1];
        const done = next?.fn === 'create_memory_block_devices' && next.start === call.start && next.size === call.size;
        for (const block of blocksOf(call)) {
          if (done) change(block, ({ mapped }) => ({ mapped: mapped + 1 }));
          else refused.add(block);
        }
        break;
      }
      case 'create_memory_block_devices':
        for (const block of blocksOf(call)) change(block, ({ created }) => ({ created: created + 1, hasDevice: true, altmap: call.altmap !== undefined }));
        break;
      case 'remove_memory_block_devices':
        for (const block of blocksOf(call)) change(block, () => ({ hasDevice: false }));
        break;
      case 'arch_remove_memory':
        for (const block of blocksOf(call)) change(block, (account) => ({ ...withoutFailedCreation(account), mapped: account.mapped - 1 }));
        break;
      case 'memory_block_release':
        // One without a name is that of a chunk whose devices could not be made: it was never there.
        if (call.block !== undefined) change(call.block, ({ released }) => ({ released: released + 1 }));
        break;
      case 'mhp_init_memmap_on_memory': {
        // Where it failed, nothing goes online.
        const next = calls[place + 1];
        const done = !ledger.sees.has('online_pages') || (next?.fn === 'online_pages' && next.first === call.first + call.count);
        if (done) change(blockAt(call.first * PAGE_SIZE), ({ memmaps }) => ({ memmaps: memmaps + 1 }));
        break;
      }
      case 'mhp_deinit_memmap_on_memory':
        change(blockAt(call.first * PAGE_SIZE), ({ memmaps }) => ({ memmaps: memmaps - 1 }));
        break;
      case 'online_pages':
        change(blockAt(call.first * PAGE_SIZE), () => ({ online: { first: call.first, count: call.count } }));
        break;
      case 'offline_pages':
        change(blockAt(call.first * PAGE_SIZE), () => ({ offline: { first: call.first, count: call.count } }));
        break;
      case 'add_memory_driver_managed':
        break;
    }
  }
  // It may fail before it maps anything, and behind that: then all of the range is taken back.
  for (const call of calls) {
    if (call.fn === 'add_memory_driver_managed') for (const block of blocksOf(call)) if (accountOf({ accounts }, block).mapped === 0) refused.add(block);
  }
  return { ...ledger, accounts, refused };
}

/** Unmapped while its devices were not taken down: creating them had failed, and what of them was there is released by whoever failed `[drivers/base/memory.c:create_memory_block_devices]`. */
function withoutFailedCreation({ hasDevice, created, released }: Account): Partial<Account> {
  return hasDevice ? { hasDevice: false, created: created - 1, released: Math.min(released, created - 1) } : {};
}
