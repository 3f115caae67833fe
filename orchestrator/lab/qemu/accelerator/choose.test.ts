import { expect, test } from 'vitest';
import { machineSchema } from '../../../config/machine.ts';
import { cxl, hmem, nvdimm } from '../fixtures/machines.ts';
import { chooseAccelerator } from './choose.ts';

const usable = { usable: true, reason: 'a kernel booted under KVM in 1.2 s' } as const;
const version = (major: number, minor: number) => ({ major, minor, micro: 0 });
const cxl2way = machineSchema.parse({ ...cxl, devices: [cxl.devices[0], { ...cxl.devices[0], id: 'mem1', dax: 'dax1.0' }] });

test('without KVM it is TCG, for the probe\'s reason', () => {
  const probe = { usable: false, reason: 'no /dev/kvm' } as const;
  expect(chooseAccelerator({ probe, qemuVersion: version(11, 1), machine: hmem })).toEqual({ accelerator: 'tcg', reason: 'no /dev/kvm' });
});

test.each([
  ['hmem', hmem, version(8, 0), 'kvm'],
  ['nvdimm', nvdimm, version(10, 0), 'kvm'],
  ['cxl', cxl, version(10, 2), 'tcg'],
  ['cxl', cxl, version(11, 0), 'tcg'],
  ['cxl', cxl, version(11, 1), 'kvm'],
  ['cxl', cxl, version(12, 0), 'kvm'],
  ['two expanders', cxl2way, version(11, 1), 'tcg'],
] as const)('where KVM works, %s', (_name, machine, qemuVersion, accelerator) => {
  const choice = chooseAccelerator({ probe: usable, qemuVersion, machine });
  expect(choice.accelerator).toBe(accelerator);
  expect(choice.reason).toMatch(accelerator === 'kvm' ? /booted under KVM/ : /MMIO/);
});
