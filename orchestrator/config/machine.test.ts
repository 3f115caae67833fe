import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { machineSchema } from './machine.ts';

const FOLDER = join(import.meta.dirname, '../../qemu-configs/machines');
const device = { kind: 'nvdimm', id: 'nvdimm0', size: '1GiB', dax: 'dax0.0' };
const machine = { name: 'm', description: 'a machine', memory: '2GiB', devices: [device] };

test.each(readdirSync(FOLDER))('%s is a machine of the name of its file', (file) => {
  expect(`${machineSchema.parse(parse(readFileSync(join(FOLDER, file), 'utf8'))).name}.yaml`).toBe(file);
});

test('what is left out has a value', () => {
  expect(machineSchema.parse(machine)).toMatchObject({ cpus: 1, hypervisorBit: 'visible', memmapOnMemory: 'Y', defaultState: 'offline', commandLine: [] });
});

test.each([
  [{ name: 'M' }, 'name'], [{ memory: '2GB' }, 'memory'], [{ cpus: 0 }, 'cpus'], [{ hypervisorBit: true }, 'hypervisorBit'],
  [{ memmapOnMemory: true }, 'memmapOnMemory'], [{ devices: [] }, 'devices'], [{ cxlWindow: 'large' }, 'cxlWindow'],
  [{ devices: [{ ...device, kind: 'nvdim' }] }, 'devices.0.kind'], [{ devices: [{ ...device, id: 'a_b' }] }, 'devices.0.id'],
  [{ devices: [{ ...device, dax: 'dax0' }] }, 'devices.0.dax'], [{ devices: [{ ...device, size: 0 }] }, 'devices.0.size'],
])('%j is refused at its field', (change, field) => {
  expect(machineSchema.safeParse({ ...machine, ...change }).error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
});

test('a word that is not known is refused', () => {
  expect(machineSchema.safeParse({ ...machine, memroy: '1GiB' }).error?.issues[0]?.message).toContain('memroy');
});
