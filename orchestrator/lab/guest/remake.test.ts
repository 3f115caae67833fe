import { expect, test } from 'vitest';
import { machineSchema } from '../../config/machine.ts';
import { errnoOfRemake, remakeCommand } from './remake.ts';

const machine = machineSchema.parse({
  name: 'some', description: 'some', memory: '1GiB', hypervisorBit: 'hidden',
  devices: [{ kind: 'cxl-interleaved', id: 'mem0', ways: 2, size: '1GiB', dax: 'dax0.0' }, { kind: 'nvdimm', id: 'nvdimm0', size: '1GiB', dax: 'dax1.0' }],
});
const reply = (status: number, output = '', signal = 0) => ({ status, signal, output });

test('the device is told as it was when it was prepared', () => {
  expect(remakeCommand(machine, { kind: 'destroy', device: 'dax0.0' })).toEqual(['/daxlab/remake', 'destroy', 'cxl-interleaved:dax0.0,serial=1+2']);
  expect(remakeCommand(machine, { kind: 'make', device: 'dax1.0' })).toEqual(['/daxlab/remake', 'make', 'nvdimm:dax1.0']);
  expect(() => remakeCommand(machine, { kind: 'make', device: 'dax2.0' })).toThrow(/dax2\.0[^]*mem0, nvdimm0/);
});

test('the errno is that of the write that the kernel refused', () => {
  expect(errnoOfRemake(reply(0), [])).toBe(0);
  expect(errnoOfRemake(reply(1, "failed: writing 'ram' to /sys/bus/cxl/devices/decoder2.0/mode: Device or resource busy\nerrno: 16\n"), [])).toBe(16);
});

test('what failed otherwise is no answer of the kernel', () => {
  expect(() => errnoOfRemake(reply(1, 'waited 20 s for dax0.0\nfailed: dax0.0 does not go\n'), ['/daxlab/remake', 'make'])).toThrow(/remake make[^]*does not go/);
  expect(() => errnoOfRemake(reply(0, '', 9), [])).toThrow(/signal 9/);
});
