import { expect, it } from 'vitest';
import { daxlab } from '../fixtures/recorder.ts';

it.each([
  [['--seed', '-1'], 'a whole number from 0 to 2147483647'],
  [['--seed', '2147483648'], 'a whole number from 0 to 2147483647'],
  [['--time', 'soon'], 'a time such as 20m'],
  [['--operations', '0'], 'a whole number from 1 on'],
  [['--replay', '1abc'], 'the whole word that explore told'],
  [['--machine', 'hmen'], 'hmem'],
  [['--kernel', 'nonsense:1'], 'debian:'],
  [['--policy', 'defualt'], 'default'],
])('explore %j is wrong usage, and nothing is started', async (argv, expected) => {
  const { err, status } = await daxlab('explore', ...argv);
  expect(err).toContain(expected);
  expect(status).toBe(64);
});
