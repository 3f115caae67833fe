import { expect, test } from 'vitest';
import type { NewEvent, RecordEvent } from '../../archive/event.ts';
import { NOTHING_DONE } from '../../judge/retrace.ts';
import { follow } from './failure.ts';

const event = (more: NewEvent): RecordEvent => ({ v: 3, t: 1, item: 'cycle-1.hmem.debian-6.12.default', attempt: 1, ...more });
const booted = event({ type: 'guest-started', command: ['qemu', '-machine', 'q35'] });
const forked = event({ type: 'guest-started', command: ['qemu', '-machine', 'q35', '-incoming', 'defer'], fork: { snapshot: 'ab12', boot: ['qemu', '-machine', 'q35'] } });

test('a fork is reproduced by a boot of the same machine', () => {
  expect(follow(NOTHING_DONE, forked).guest?.command).toEqual(follow(NOTHING_DONE, booted).guest?.command);
});

test('the last attempt counts', () => {
  expect(follow(follow(NOTHING_DONE, booted), event({ type: 'attempt-started' })).guest).toBeUndefined();
});
