/** What the guest's kernel has to fail on purpose. */
import type { FaultInjectionObservation } from '../../../model/observation.ts';
import type { NotifierEvent } from '../../../model/operation.ts';
import { integer } from './number.ts';
import type { Texts } from './reply.ts';

const ACTIONS = '/sys/kernel/debug/notifier-error-inject/memory/actions';

/** hard_offline_page is write-only: the agent answers an empty text where it is. */
export function parseFaultInjection(texts: Texts): FaultInjectionObservation {
  const error = (event: NotifierEvent): number | undefined => {
    const path = `${ACTIONS}/${event}/error`;
    return texts.optional(path) === undefined ? undefined : integer(texts.line(path), texts.line(path).text);
  };
  const [online, offline] = [error('MEM_GOING_ONLINE'), error('MEM_GOING_OFFLINE')];
  return {
    hardOfflinePage: texts.optional('/sys/devices/system/memory/hard_offline_page') !== undefined,
    notifierErrors: online === undefined || offline === undefined ? undefined : { MEM_GOING_ONLINE: online, MEM_GOING_OFFLINE: offline },
  };
}
