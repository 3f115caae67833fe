import { expect, test } from 'vitest';
import { errnoOfRun } from './run.ts';

const reply = (status: number, output = '', signal = 0) => ({ status, signal, output });

test('the errno is that of the write that the kernel refused', () => {
  expect(errnoOfRun(reply(0), '', [])).toBe(0);
  expect(errnoOfRun(reply(1, "failed: writing 'ram' to /sys/bus/cxl/devices/decoder2.0/mode: Device or resource busy\nerrno: 16\n"), '', [])).toBe(16);
});

test('what failed otherwise is no answer of the kernel', () => {
  expect(() => errnoOfRun(reply(1, 'waited 20 s for dax0.0\nfailed: dax0.0 does not go\n'), 'making a device', ['/daxlab/remake', 'make'])).toThrow(/making a device: .*remake make[^]*does not go/);
  expect(() => errnoOfRun(reply(0, '', 9), '', [])).toThrow(/signal 9/);
});
