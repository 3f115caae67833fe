import { expect, test } from 'vitest';
import { expanders, isCxl } from './cxl-expanders.ts';
import { deviceSchema } from './machine.ts';
import { GIB, MIB } from './size.ts';

const devices = [
  { kind: 'cxl-interleaved', id: 'a', ways: 4, size: '2GiB', dax: 'dax0.0' }, { kind: 'nvdimm', id: 'b', size: '1GiB', dax: 'dax1.0' },
  { kind: 'cxl-persistent', id: 'c', size: '1GiB', dax: 'dax2.0' }, { kind: 'cxl-volatile', id: 'd', size: '1GiB', dax: 'dax3.0' },
].map((device) => deviceSchema.parse(device));

test('each has a serial number of its own, and its part of the memory', () => {
  expect(expanders({ devices }).map(({ id, serial, size }) => [id, serial, size])).toEqual([
    ['a_0', 1, 512 * MIB], ['a_1', 2, 512 * MIB], ['a_2', 3, 512 * MIB], ['a_3', 4, 512 * MIB], ['c', 5, GIB], ['d', 6, GIB],
  ]);
});

test('only CXL devices have expanders', () => {
  expect(devices.filter(isCxl).map(({ id }) => id)).toEqual(['a', 'c', 'd']);
});
