import { expect, it } from 'vitest';
import { daxlab } from '../fixtures/recorder.ts';

it.each([
  [['bisect', 'cycle', '--good', 'debian:6.12.95'], '--bad'],
  [['bisect', 'cycle', '--bad', 'debian:6.12.43'], '--good'],
  [['bisect', 'cycle', '--run'], '--kernel'],
  [['bisect'], 'scenario'],
])('%j is told what is missing', async (argv, missing) => {
  const { err, status } = await daxlab(...argv);
  expect(err).toContain(missing);
  expect(status).toBe(64);
});

it('names the nearest scenario and machine', async () => {
  expect(await daxlab('bisect', 'cycel', '--run', '--kernel', 'debian:6.12')).toMatchObject({ status: 64, err: expect.stringContaining('cycle') as string });
  expect(await daxlab('bisect', 'cycle', '--machine', 'hmen', '--run', '--kernel', 'debian:6.12')).toMatchObject({ status: 64, err: expect.stringContaining('hmem') as string });
});

it('tells `git bisect run` apart from what it is given wrong: 64 is no kernel that is bad', async () => {
  expect((await daxlab('bisect', 'cycle', '--run', '--kernel', 'nonsense:1')).status).toBe(64);
});
