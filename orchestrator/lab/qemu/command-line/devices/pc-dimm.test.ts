import { expect, test } from 'vitest';
import { machineSchema, type Machine } from '../../../../config/machine.ts';
import { GIB, MIB } from '../../../../config/size.ts';
import { commandLine } from '../command-line.ts';
import { dimmPlaces } from './pc-dimm.ts';

const machine = (...devices: object[]): Machine => machineSchema.parse({ name: 'dimms', description: 'DIMMs', memory: '3GiB', devices });
const dimm = (index: number, size: string): object => ({ kind: 'pc-dimm', id: `dimm${index}`, size });

test('at the start there are its memory and a slot, and the node it will belong to', () => {
  const { argv } = commandLine(machine(dimm(0, '1GiB'), dimm(1, '512MiB')), { kernel: 'k', accelerator: 'tcg' });
  expect(argv).toEqual(expect.arrayContaining(['size=3072M,slots=2,maxmem=4608M', 'memory-backend-ram,id=dimm1_memory,size=512M,reserve=off', 'node,nodeid=1']));
  expect(argv.filter((word) => word.startsWith('pc-dimm'))).toEqual([]);
});

test('places are one behind the other, beyond what is there from the start', () => {
  expect(dimmPlaces(machine(dimm(0, '512MiB'), dimm(1, '1GiB')))).toEqual([
    { name: 'dimm0', start: 5 * GIB, size: 512 * MIB, node: 1 }, { name: 'dimm1', start: 5 * GIB + 512 * MIB, size: GIB, node: 1 },
  ]);
  const behind = dimmPlaces(machine({ kind: 'nvdimm', id: 'nv', size: '1088MiB', dax: 'dax0.0' }, { kind: 'soft-reserved', id: 'hm', size: '1GiB', dax: 'dax1.0' }, dimm(7, '1GiB')));
  // 3 GiB of RAM, 2 of them below 4 GiB: the hole, 1 GiB of RAM and 1 GiB of soft-reserved memory end at 6 GiB; the NVDIMM takes 2 GiB.
  expect(behind).toEqual([{ name: 'dimm7', start: 8 * GIB, size: GIB, node: 1 }]);
});

test('a size that is not whole blocks is refused at its field', () => {
  expect(() => commandLine(machine(dimm(0, '192MiB')), { kernel: 'k', accelerator: 'tcg' })).toThrow(/devices\[0\]\.size[^]*a multiple of 128MiB/);
});
