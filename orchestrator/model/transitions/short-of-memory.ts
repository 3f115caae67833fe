/**
 * An allocation that fails, whichever it is: the operation does without, or ends as one does at some step that returns ENOMEM. All of these are predicted, and what is seen
 * tells which it was.
 */
import type { Call } from '../calls.ts';
import { ALLOCATIONS, type Fault } from '../fault.ts';
import type { Operation } from '../operation.ts';
import type { Outcome } from '../outcome.ts';
import { bytes, type BlockNumber } from '../units.ts';
import { blocksOf, type World } from '../world.ts';
import { FALLIBLE_FUNCTIONS } from './strike.ts';

type Predict = (world: World, operation: Operation) => readonly Outcome[];

/** An operation whose allocation fails. */
export const isShort = (operation: Operation): boolean => operation.kind !== 'together' && operation.fault?.in === ALLOCATIONS && operation.fault.does.kind === 'fail';

export function shortOfMemory(world: World, operation: Exclude<Operation, { kind: 'together' }>, predict: Predict): readonly Outcome[] {
  const whole = predict(world, { ...operation, fault: undefined });
  const sound = new Set(whole.map(inWords));
  const failing = FALLIBLE_FUNCTIONS.flatMap((fn) => {
    const found: Outcome[] = [];
    // Up to the call that it does not come to.
    for (let call = 1; ; call++) {
      const fault: Fault = { in: fn, at: { call }, does: { kind: 'fail', errno: 'ENOMEM' } };
      const struck = predict(world, { ...operation, fault }).filter((outcome) => !sound.has(inWords(outcome)));
      if (struck.length === 0) return found;
      found.push(...struck);
    }
  });
  // The write itself takes a buffer, before anybody is called [fs/kernfs/file.c:kernfs_fop_write_iter].
  const unheard: Outcome = { errno: 'ENOMEM', world, calls: [] };
  const all = new Map([...whole, unheard, ...unreserved(world, operation, predict), ...failing.flatMap((outcome) => [outcome, ...unmapped(outcome), ...halfMade(world, outcome)])].map((outcome) => [inWords(outcome), outcome]));
  return [...all.values()].map((outcome) => ({ ...outcome, open: outcome.open ?? 'allocation-failed' }));
}

/** What tells outcomes of one operation apart. */
const inWords = ({ errno, calls, world }: Outcome): string => JSON.stringify([errno, calls, world.highest]);

/** A resource that cannot be had is not told from one that somebody else has `[kernel/resource.c:__request_region]`: by kmem, and by the add `[mm/memory_hotplug.c:register_memory_resource]`. */
function unreserved(world: World, operation: Operation, predict: Predict): readonly Outcome[] {
  if (operation.kind !== 'bind') return [];
  const fault: Fault = { in: 'add_memory_driver_managed', at: { call: 1 }, does: { kind: 'fail', errno: 'EEXIST' } };
  return [{ errno: 'EBUSY', world, calls: [] }, ...predict(world, { ...operation, fault }).filter(({ errno }) => errno === 'EEXIST')];
}

/** The altmap of a chunk is copied before the chunk is mapped `[mm/memory_hotplug.c:create_altmaps_and_memory_blocks]`: where that fails, only those before it are taken back. */
function unmapped(outcome: Outcome): readonly Outcome[] {
  const { calls } = outcome;
  const place = calls.findIndex((call, at) => {
    const next = calls[at + 1];
    return call.fn === 'arch_add_memory' && call.altmap !== undefined && !(next?.fn === 'create_memory_block_devices' && next.start === call.start);
  });
  return place === -1 ? [] : [{ ...outcome, calls: calls.toSpliced(place, 1) }];
}

/**
 * Where devices of a chunk cannot be made, the one that it was about is released where it was half made, with its name or before it had one, and then those that were
 * there `[drivers/base/memory.c:add_memory_block, create_memory_block_devices]`.
 */
function halfMade({ constants }: World, outcome: Outcome): readonly Outcome[] {
  const { calls } = outcome;
  const place = calls.findIndex((call, at) => {
    const next = calls[at + 1];
    return call.fn === 'create_memory_block_devices' && next?.fn === 'arch_remove_memory' && next.start === call.start;
  });
  const failing = calls[place];
  if (failing?.fn !== 'create_memory_block_devices') return [];
  const blocks = blocksOf(constants, { start: failing.start, end: bytes(failing.start + failing.size) });
  const release = (block?: BlockNumber): Call => ({ fn: 'memory_block_release', block });
  const back = (made: readonly BlockNumber[], half: readonly Call[]): Outcome => (
    { ...outcome, passing: [...outcome.passing ?? [], ...made], calls: [...calls.slice(0, place + 1), ...half, ...made.map(release), ...calls.slice(place + 1)] });
  return blocks.flatMap((block, made) => [[], [release(block)], [release()]].map((half) => back(blocks.slice(0, made), half)));
}
