/** /sys/kernel/debug/notifier-error-inject: what the memory notifier is told to answer (SEMANTICS 9). */
import type { Observation } from '../observation.ts';
import { ERRNO, NOTIFIER_EVENTS } from '../operation.ts';
import type { World } from '../world.ts';
import type { Observable } from './observable.ts';

export const faultInjection: Observable = {
  observed: ({ faultInjection: found }: Observation) => {
    const errors = found?.notifierErrors;
    return errors ? NOTIFIER_EVENTS.map((event): [string, number] => [fact(event), errors[event]]) : [];
  },
  expected: ({ constants: { start }, injected }: World) =>
    start.faultInjection?.notifierErrors ? NOTIFIER_EVENTS.map((event): [string, number] => [fact(event), 0 - ERRNO[injected.get(event) ?? 'OK']]) : [],
};

const fact = (event: string): string => `notifier-error-inject/${event}`;
