/** One operation that was performed, predicted and observed: what coverage is told by. */
import type { Call } from '../../model/calls.ts';
import type { Observation } from '../../model/observation.ts';
import type { ErrnoName, Operation } from '../../model/operation.ts';
import type { DaxDevice, HotBlock, World } from '../../model/world.ts';

export interface Step {
  readonly before: World;
  readonly operation: Operation;
  readonly errno: ErrnoName;
  /** The world of the outcome that the errno picked. */
  readonly after: World;
  readonly observation: Observation;
  /** What the call witness saw; undefined where there is none. */
  readonly calls?: readonly Call[] | undefined;
  /** The guest's account of its log up to the operation's end was there, and no line is missing. */
  readonly logWhole: boolean;
  /** The operation changed which blocks are online, to what was reached in another order before. */
  readonly anotherOrder: boolean;
}

export type OnlineBlock = HotBlock & { readonly zone: NonNullable<HotBlock['zone']> };

export const isOnline = (block: HotBlock): block is OnlineBlock => block.zone !== undefined;

export const onlineBlocks = ({ blocks }: World): OnlineBlock[] => [...blocks.values()].filter(isOnline);

export const wentOnline = ({ before, after }: Step): OnlineBlock[] => onlineBlocks(after).filter(({ number }) => before.blocks.get(number)?.zone === undefined);

/** As they were. */
export const wentOffline = ({ before, after }: Step): OnlineBlock[] =>
  onlineBlocks(before).filter(({ number }) => after.blocks.has(number) && after.blocks.get(number)?.zone === undefined);

export const created = ({ before, after }: Step): HotBlock[] => [...after.blocks.values()].filter(({ number }) => !before.blocks.has(number));

/** As they were. */
export const removed = ({ before, after }: Step): HotBlock[] => [...before.blocks.values()].filter(({ number }) => !after.blocks.has(number));

export const holdsMemmap = ({ vmemmap }: HotBlock): boolean => vmemmap > 0;

/** The dax device that is written to or bound, as it was. */
export const device = ({ before, operation }: Step): DaxDevice | undefined => ('device' in operation ? before.devices.get(operation.device) : undefined);

/** The block whose state is written, as it was. */
export const block = ({ before, operation }: Step): HotBlock | undefined => (operation.kind === 'write-state' ? before.blocks.get(operation.block) : undefined);

export const is = (step: Step, kind: Operation['kind'], errno?: ErrnoName): boolean =>
  step.operation.kind === kind && (errno === undefined || step.errno === errno);

/** What was written to a file. */
export const written = ({ operation }: Step): string => ('value' in operation ? operation.value : '');
