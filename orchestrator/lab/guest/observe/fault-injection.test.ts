import { expect, test } from 'vitest';
import { parseFaultInjection } from './fault-injection.ts';
import { Texts } from './reply.ts';
import { UnreadableTextError } from './unreadable.ts';

const ACTIONS = '/sys/kernel/debug/notifier-error-inject/memory/actions';
const parse = (files: Record<string, string>) => parseFaultInjection(new Texts({ id: 1, files, links: {}, errors: {}, blocks: '', pages: {}, entries: {} }));

test('errors read back with their sign', () => {
  expect(parse({ [`${ACTIONS}/MEM_GOING_ONLINE/error`]: '-12\n', [`${ACTIONS}/MEM_GOING_OFFLINE/error`]: '0\n' })).toEqual({
    hardOfflinePage: false, notifierErrors: { MEM_GOING_ONLINE: -12, MEM_GOING_OFFLINE: 0 },
  });
  expect(() => parse({ [`${ACTIONS}/MEM_GOING_ONLINE/error`]: 'none\n' })).toThrow(UnreadableTextError);
});

test('what is not there is not there', () => {
  expect(parse({})).toEqual({ hardOfflinePage: false, notifierErrors: undefined });
  expect(parse({ '/sys/devices/system/memory/hard_offline_page': '' }).hardOfflinePage).toBe(true);
});
