/** Errors injected into the memory notifier, and what asks it (SEMANTICS 9). */
import type { InjectedErrno, NotifierEvent } from '../operation.ts';
import { only, type Outcome } from '../outcome.ts';
import type { World } from '../world.ts';

export function injectNotifier(world: World, event: NotifierEvent, errno: InjectedErrno): readonly Outcome[] {
  if (!world.constants.start.faultInjection?.notifierErrors) return only('ENOENT', world);
  return only('OK', { ...world, injected: new Map(world.injected).set(event, errno) });
}

/** What the event fails with; undefined where it does not. */
export function refusal({ injected }: World, event: NotifierEvent): Exclude<InjectedErrno, 'OK'> | undefined {
  const errno = injected.get(event);
  return errno === 'OK' ? undefined : errno;
}
