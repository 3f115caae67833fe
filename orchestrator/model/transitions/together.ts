/**
 * Writes that processes make at the same time. The kernel takes one after the other: what they come to must be what some order of them
 * comes to. The model only orders; every single outcome is predicted as if nothing else went on.
 */
import { CALLED_FUNCTIONS, type Call, type CalledFunction } from '../calls.ts';
import type { ErrnoName, Operation, SingleOperation } from '../operation.ts';
import { errnosOf, type Outcome } from '../outcome.ts';
import type { World } from '../world.ts';

/** What one operation comes to by itself. */
type Predict = (world: World, operation: Operation) => readonly Outcome[];

interface Serial {
  readonly world: World;
  readonly calls: readonly Call[];
  /** What one of them may call besides, for its own reasons: of the others' calls of it nothing is known any more. */
  readonly besides: readonly CalledFunction[];
  /** By the place of the operation; undefined where it is still to come. */
  readonly errnos: readonly (ErrnoName | undefined)[];
}

/** Of every order and every branch; several may have the same errnos, and only the world tells them apart. */
export function together(world: World, operations: readonly SingleOperation[], predict: Predict): readonly Outcome[] {
  return orders(operations.map((_, place) => place)).flatMap((order) => order.reduce<readonly Serial[]>(
    (all, place) => all.flatMap((before) => next(before, operations, place, world, predict)),
    [{ world, calls: [], besides: [], errnos: operations.map(() => undefined) }],
  )).map(({ world: after, calls, besides, errnos: [errno = 'OK', ...also] }) => ({
    errno, also: also.map((one) => one ?? 'OK'), world: after, calls: calls.filter(({ fn }) => !besides.includes(fn)), ...(besides.length > 0 && { besides }),
  }));
}

/**
 * The same where some were cut off, told as EINTR whatever they would have come to: each was done, or not. What they called until then says
 * nothing either, and of the others it is not known whose calls are whose.
 */
export function cutOff(world: World, operations: readonly SingleOperation[], places: readonly number[], predict: Predict): readonly Outcome[] {
  return subsets(places).flatMap((undone) => {
    const done = operations.map((_, place) => place).filter((place) => !undone.includes(place));
    const outcomes = done.length === 0 ? [{ errno: 'EINTR' as const, also: [], world }] : together(world, done.flatMap((place) => operations[place] ?? []), predict);
    return outcomes.map((outcome): Outcome => {
      const told = errnosOf(outcome);
      const [errno = 'OK', ...also] = operations.map((_, place) => (places.includes(place) ? 'EINTR' : told[done.indexOf(place)] ?? 'OK'));
      return { errno, also, world: outcome.world, calls: [], besides: CALLED_FUNCTIONS };
    });
  });
}

const subsets = (places: readonly number[]): readonly (readonly number[])[] => places.reduce<readonly (readonly number[])[]>((all, place) => [...all, ...all.map((one) => [...one, place])], [[]]);

function next(before: Serial, operations: readonly SingleOperation[], place: number, start: World, predict: Predict): readonly Serial[] {
  const operation = operations[place];
  if (!operation) return [];
  return predict(before.world, operation).flatMap(({ errno, world, calls, besides = [] }) => {
    const told = (name: ErrnoName): Serial => ({ world, calls: [...before.calls, ...calls], besides: [...before.besides, ...besides], errnos: before.errnos.with(place, name) });
    // Who has opened a file before it goes is told so by the write [fs/kernfs/file.c:kernfs_fop_write_iter].
    const couldBe = (test: (name: ErrnoName) => boolean): boolean => predict(start, operation).some((outcome) => test(outcome.errno));
    if (errno === 'ENOENT' && couldBe((name) => name !== 'ENOENT')) return [told('ENOENT'), told('ENODEV')];
    // Whether there is a driver is asked before the device is locked, and the detaching of none fails nobody [drivers/base/bus.c:unbind_store].
    if (operation.kind === 'unbind' && errno === 'ENODEV' && couldBe((name) => name === 'OK')) return [told('ENODEV'), told('OK')];
    return [told(errno)];
  });
}

function orders(places: readonly number[]): readonly (readonly number[])[] {
  if (places.length <= 1) return [places];
  return places.flatMap((first) => orders(places.filter((other) => other !== first)).map((others) => [first, ...others]));
}
