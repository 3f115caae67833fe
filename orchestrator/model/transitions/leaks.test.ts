import { expect, it } from 'vitest';
import { after, bindTo } from '../../testing/worlds.ts';
import { seekLeaks } from './leaks.ts';

it('changes nothing: what is found is on the console', () => {
  const world = after(after({ kmemleak: true }), bindTo());
  expect(seekLeaks(world)).toEqual([{ errno: 'OK', world, calls: [] }]);
});

it('needs a kernel that has kmemleak', () => {
  expect(seekLeaks(after({})).map(({ errno }) => errno)).toEqual(['ENOENT']);
});
