import { describe, expect, it } from 'vitest';
import { after, bindTo, errnos, state } from '../../testing/worlds.ts';
import { onlineType } from './block-state.ts';

describe('memoryN/state', () => {
  const bound = after({}, bindTo());

  it('goes online once and offline once', () => {
    expect(errnos(bound, state(32, 'online_movable'))).toEqual(['OK']);
    const online = after(bound, state(32, 'online_movable'));
    for (const value of ['online', 'online_kernel', 'online_movable']) expect(errnos(online, state(32, value))).toEqual(['EINVAL']);
    expect(errnos(online, state(32, 'offline'))).toEqual(['OK']);
    expect(errnos(bound, state(32, 'offline'))).toEqual(['EINVAL']);
  });

  it('may or may not leave a kernel zone', () => {
    const online = after(bound, state(32, 'online_kernel'));
    expect(errnos(online, state(32, 'offline'))).toEqual(['OK', 'EBUSY']);
  });

  it('takes no other words, and there is no file for a block that is not there', () => {
    expect(errnos(bound, state(32, 'garbage'))).toEqual(['EINVAL']);
    expect(errnos(bound, state(77, 'online'))).toEqual(['ENOENT']);
  });

  it('compares like sysfs_streq', () => {
    expect(onlineType('offline\n')).toBe('offline');
    expect(onlineType('offline\n\n')).toBeUndefined();
    expect(onlineType(' offline')).toBeUndefined();
  });
});
