import { expect, it } from 'vitest';
import { daxlab } from '../fixtures/recorder.ts';

it.each([
  [[], "required option '--kernel <name>' not specified"],
  [['--kernel', '6.12'], 'perhaps debian:6.12'],
  [['--kernel', 'debian:7.3', '--machine', 'cxll'], 'nearest: cxl'],
  [['--kernel', 'debian:7.3', '--errno', 'EHWPOISON'], 'Allowed choices are EPERM'],
])('inject enumerate %j is wrong usage, and nothing is started', async (argv, expected) => {
  const { err, status } = await daxlab('inject', 'enumerate', ...argv);
  expect(err).toContain(expected);
  expect(status).toBe(64);
});
