import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeRunKeys } from '../guest/keys.ts';
import { traceRequest } from '../guest/calls/witness.ts';
import { askedLength, askRequest, loginRequest, preparedStatus, prepareRequest, WAITS } from './console-words.ts';

test('answers are told from other lines of the kernel log', () => {
  expect(WAITS.test('[    2.012345] daxlab: template waits')).toBe(true);
  expect(WAITS.test('[    2.012345] daxlab: template waits for nobody')).toBe(false);
  expect(preparedStatus('[    2.412345] daxlab: prepared 0')).toBe(0);
  expect(preparedStatus('[    2.412345] daxlab: prepared 3')).toBe(3);
  expect(preparedStatus('[    2.412345] daxlab: ready')).toBeUndefined();
  expect(askedLength('[    2.412345] daxlab: asked 2741')).toBe(2741);
  expect(askedLength('[    2.412345] daxlab: prepared 0')).toBeUndefined();
});

test('a request is one line that a terminal in canonical mode takes whole', () => {
  const request = prepareRequest(['block-size:2147483648', 'soft-reserved-ranges:dax0.0,ranges=0+1/2+3']);
  expect(request).toBe('prepare block-size:2147483648 soft-reserved-ranges:dax0.0,ranges=0+1/2+3\n');
  const asked = askRequest(traceRequest());
  expect(JSON.parse(asked.slice('ask '.length))).toMatchObject({ id: 1, op: 'trace' });
  expect(asked.length).toBeLessThan(4096);
  fc.assert(fc.property(fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true }), (now) => {
    const line = loginRequest(makeRunKeys(), now.getTime());
    // N_TTY_BUF_SIZE of the kernel's line discipline, its newline included.
    expect(line.length).toBeLessThan(4096);
    expect(line).toMatch(/^login \d+\.\d{6} [0-9a-f]{64} [0-9a-f]+ ssh-ed25519 \S+ daxlab\n$/);
  }), { numRuns: 20 });
});

test('no two forks are given the same seed', () => {
  const keys = makeRunKeys();
  expect(loginRequest(keys, 0)).not.toBe(loginRequest(keys, 0));
});
