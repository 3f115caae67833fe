import { expect, test } from 'vitest';
import { deviceSchema } from '../../config/machine.ts';
import { bytes, MIB } from '../../config/size.ts';
import { BootError, UnsupportedError } from '../errors.ts';
import { checkPrepared, prepareCommand, type Preparation } from './prepare.ts';

const machine = (...devices: object[]): Preparation => ({ devices: devices.map((device) => deviceSchema.parse({ size: '1GiB', ...device })) });
const two = machine({ kind: 'cxl-volatile', id: 'mem0', dax: 'dax0.0' }, { kind: 'nvdimm', id: 'dimm0', dax: 'dax1.0' });

test('the guest is told kinds and names', () => {
  expect(prepareCommand(two)).toEqual(['/daxlab/prepare', 'cxl-volatile:dax0.0,serial=1', 'nvdimm:dax1.0']);
});

test('and by which serial numbers it finds the expanders of each CXL device', () => {
  const cxl = machine(
    { kind: 'cxl-interleaved', id: 'mem0', dax: 'dax0.0' }, { kind: 'nvdimm', id: 'dimm0', dax: 'dax1.0' },
    { kind: 'cxl-persistent', id: 'mem1', dax: 'dax2.0' }, { kind: 'cxl-volatile', id: 'mem2', dax: 'dax3.0' },
  );
  expect(prepareCommand(cxl).slice(1)).toEqual(['cxl-interleaved:dax0.0,serial=1+2', 'nvdimm:dax1.0', 'cxl-persistent:dax2.0,serial=3', 'cxl-volatile:dax3.0,serial=4']);
});

test('and of which ranges to make a device', () => {
  const ranges = [{ at: '512MiB', size: '256MiB' }, { at: 0, size: '2MiB' }];
  expect(prepareCommand(machine({ kind: 'soft-reserved-ranges', id: 'hmem0', dax: 'dax0.0', ranges }))[1])
    .toBe('soft-reserved-ranges:dax0.0,ranges=536870912+268435456/0+2097152');
});

test('a DIMM has no dax device to name', () => {
  expect(prepareCommand({ devices: [deviceSchema.parse({ kind: 'pc-dimm', id: 'dimm0', size: '1GiB' })] })).toEqual(['/daxlab/prepare', 'pc-dimm']);
});

test('and how large its memory blocks must be', () => {
  expect(prepareCommand({ ...two, blockSize: bytes(256 * MIB) })[1]).toBe('block-size:268435456');
});

test('and what a scenario needs besides', () => {
  expect(prepareCommand(machine({ kind: 'nvdimm', id: 'dimm0', dax: 'dax0.0' }), ['notifier-error-injection'])).toEqual(['/daxlab/prepare', '+notifier-error-injection', 'nvdimm:dax0.0']);
});

test('exit status 0 is prepared', () => {
  expect(() => { checkPrepared({ status: 0, signal: 0, output: '' }, two); }).not.toThrow();
});

test('what the kernel cannot do is unsupported, with its reason', () => {
  const check = (): void => { checkPrepared({ status: 3, signal: 0, output: 'loading\nunsupported: no CXL RAM regions\n' }, two); };
  expect(check).toThrow(UnsupportedError);
  expect(check).toThrow(/mem0 \(cxl-volatile, dax0.0\), dimm0[^]*no CXL RAM regions/);
});

test.each([
  [{ status: 1, signal: 0, output: 'waited 20 s for mem0\nfailed: no mem0\n' }, /seen: +no mem0; output:\nwaited 20 s/],
  [{ status: 0, signal: 9, output: '' }, /ended by signal 9/],
  [{ status: 3, signal: 0, output: 'no reason' }, /exit status 3; output:\nno reason/],
  [{ status: 127, signal: 0, output: 'cannot run /daxlab/prepare' }, /exit status 127/],
])('%j is a failure with all output', (reply, message) => {
  const check = (): void => { checkPrepared(reply, two); };
  expect(check).toThrow(BootError);
  expect(check).toThrow(message);
});
