import { expect, test } from 'vitest';
import { deviceSchema } from '../../config/machine.ts';
import { BootError, UnsupportedError } from '../errors.ts';
import { checkPrepared, prepareCommand } from './prepare.ts';

const devices = [
  deviceSchema.parse({ kind: 'cxl-volatile', id: 'mem0', size: '1GiB', dax: 'dax0.0' }),
  deviceSchema.parse({ kind: 'nvdimm', id: 'dimm0', size: '1GiB', dax: 'dax1.0' }),
];

test('the guest is told kinds and names', () => {
  expect(prepareCommand(devices)).toEqual(['/daxlab/prepare', 'cxl-volatile:dax0.0', 'nvdimm:dax1.0']);
});

test('exit status 0 is prepared', () => {
  expect(() => { checkPrepared({ status: 0, signal: 0, output: '' }, devices); }).not.toThrow();
});

test('what the kernel cannot do is unsupported, with its reason', () => {
  const check = (): void => { checkPrepared({ status: 3, signal: 0, output: 'loading\nunsupported: no CXL RAM regions\n' }, devices); };
  expect(check).toThrow(UnsupportedError);
  expect(check).toThrow(/mem0 \(cxl-volatile, dax0.0\), dimm0[^]*no CXL RAM regions/);
});

test.each([
  [{ status: 1, signal: 0, output: 'waited 20 s for mem0\nfailed: no mem0\n' }, /seen: +no mem0; output:\nwaited 20 s/],
  [{ status: 0, signal: 9, output: '' }, /ended by signal 9/],
  [{ status: 3, signal: 0, output: 'no reason' }, /exit status 3; output:\nno reason/],
  [{ status: 127, signal: 0, output: 'cannot run /daxlab/prepare' }, /exit status 127/],
])('%j is a failure with all output', (reply, message) => {
  const check = (): void => { checkPrepared(reply, devices); };
  expect(check).toThrow(BootError);
  expect(check).toThrow(message);
});
