import { expect, it } from 'vitest';
import { daxlab } from '../fixtures/recorder.ts';

it.each([
  [['bisect', 'cycle', '--good', 'debian:6.12.95'], '--bad'],
  [['bisect', 'cycle', '--bad', 'debian:6.12.43'], '--good'],
  [['bisect'], 'scenario'],
])('%j is told what is missing', async (argv, missing) => {
  const { err, status } = await daxlab(...argv);
  expect(err).toContain(missing);
  expect(status).toBe(64);
});

it('names the nearest scenario and machine, and never calls a commit bad for it', async () => {
  for (const [argv, seen] of [[['cycel'], 'cycle'], [['cycle', '--machine', 'hmen'], 'hmem'], [['cycle', '--kernel', 'nonsense:1'], 'debian:']] as const) {
    const { err, status } = await daxlab('bisect', '--run', '--kernel', 'debian:6.12', ...argv);
    expect(err).toContain(seen);
    expect(status).toBe(125);
  }
  expect(await daxlab('bisect', '--run', 'cycle')).toMatchObject({ status: 125, err: expect.stringContaining('--kernel') as string });
});

it('takes a rate for git bisect run alone: between two builds it is measured', async () => {
  expect(await daxlab('bisect', 'cycle', '--good', 'debian:6.12.95', '--bad', 'debian:6.12.43', '--rate', '3/4')).toMatchObject({ status: 64, err: expect.stringContaining('--run beside --rate') as string });
  expect(await daxlab('bisect', '--run', 'cycle', '--kernel', 'debian:6.12', '--rate', '3/4', '--times', '2')).toMatchObject({ status: 64, err: expect.stringContaining('cannot be used with') as string });
});
