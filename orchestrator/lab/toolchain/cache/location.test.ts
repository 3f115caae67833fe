import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { cacheLocation } from './location.ts';

test.each([
  [undefined, { HOME: '/home/a' }, '/home/a/.cache/daxlab'],
  [undefined, { HOME: '/home/a', XDG_CACHE_HOME: '/var/tmp/x' }, '/var/tmp/x/daxlab'],
  [undefined, { HOME: '/home/a', XDG_CACHE_HOME: 'relative' }, '/home/a/.cache/daxlab'],
  [undefined, { HOME: '/home/a', XDG_CACHE_HOME: '/x', DAXLAB_CACHE: '/own' }, '/own'],
  [undefined, { HOME: '/home/a', DAXLAB_CACHE: '' }, '/home/a/.cache/daxlab'],
  ['/option', { HOME: '/home/a', DAXLAB_CACHE: '/own' }, '/option'],
  ['here', {}, resolve('here')],
])('%s with %o is %s', (option, environment, expected) => {
  expect(cacheLocation(option, environment)).toBe(expected);
});
