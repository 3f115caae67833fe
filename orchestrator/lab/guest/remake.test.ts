import { expect, test } from 'vitest';
import { machineSchema } from '../../config/machine.ts';
import { remakeCommand } from './remake.ts';

const machine = machineSchema.parse({
  name: 'some', description: 'some', memory: '1GiB', hypervisorBit: 'hidden',
  devices: [{ kind: 'cxl-interleaved', id: 'mem0', ways: 2, size: '1GiB', dax: 'dax0.0' }, { kind: 'nvdimm', id: 'nvdimm0', size: '1GiB', dax: 'dax1.0' }],
});

test('the device is told as it was when it was prepared', () => {
  expect(remakeCommand(machine, { kind: 'destroy', device: 'dax0.0' })).toEqual(['/daxlab/remake', 'destroy', 'cxl-interleaved:dax0.0,serial=1+2']);
  expect(remakeCommand(machine, { kind: 'make', device: 'dax1.0' })).toEqual(['/daxlab/remake', 'make', 'nvdimm:dax1.0']);
  expect(() => remakeCommand(machine, { kind: 'make', device: 'dax2.0' })).toThrow(/dax2\.0[^]*mem0, nvdimm0/);
});
