/** What an operation may come to. */
import type { Call, CalledFunction } from './calls.ts';
import type { ErrnoName } from './operation.ts';
import type { BlockNumber } from './units.ts';
import type { World } from './world.ts';

/**
 * One (errno, world) pair. Most operations have exactly one; where the kernel leaves the outcome open there are several, each
 * with its own errno, and `open` names the open point (the closed list of OPEN_POINTS).
 */
export interface Outcome {
  readonly errno: ErrnoName;
  /** Of operations that are made together: what the others come to, in their order. */
  readonly also?: readonly ErrnoName[] | undefined;
  readonly world: World;
  /** What the kernel calls on the way, in order. */
  readonly calls: readonly Call[];
  /** Where the errno does not tell which blocks went and came back: these functions may be called as well, how often and when is open. */
  readonly besides?: readonly CalledFunction[] | undefined;
  /** Blocks that came and went again on the way: udev is told of them. */
  readonly passing?: readonly BlockNumber[] | undefined;
  readonly open?: OpenPoint | undefined;
}

/** The closed list of outcomes that the kernel leaves open, with the reason. */
export const OPEN_POINTS = {
  'offline-kernel-zone': 'a block of a kernel zone may hold pages that cannot be moved: offline succeeds or is EBUSY (SEMANTICS 6.2)',
  'offline-long-pin': 'a block of a kernel zone may hold a page that a process has pinned for long: then its offline does not end before a signal comes (SEMANTICS 6.2, 9)',
  'poison-kernel-zone': 'a page of a kernel zone may be in use: it is poisoned all the same, and the write is EBUSY where the page cannot be given up (SEMANTICS 9)',
  'memmap-room': 'a memmap that is larger than what was free and smaller than all memory: the add succeeds or is ENOMEM, as much as can be reclaimed (SEMANTICS 3.3)',
  'unplug-kernel-zone': 'a block of a kernel zone may hold pages that cannot be moved: then the DIMM, or the memory of the dax device, stays, and what went offline comes back (SEMANTICS 6.2, 6.6)',
  'allocation-failed': 'which allocation it was that failed is not known: of one that can be done without nothing is seen, any other ends the operation where it stood, which takes back what it did (SEMANTICS 3.3)',
  'boolean-letters': 'kstrtobool began to take e/E and d/D somewhere between 6.13 and 6.16 (SEMANTICS 7.2)',
} as const;
export type OpenPoint = keyof typeof OPEN_POINTS;

/** Of all that were made together. */
export const errnosOf = ({ errno, also = [] }: Pick<Outcome, 'errno' | 'also'>): readonly ErrnoName[] => [errno, ...also];

export const only = (errno: ErrnoName, world: World, calls: readonly Call[] = []): readonly Outcome[] => [{ errno, world, calls }];
