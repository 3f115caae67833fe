import { expect, it } from 'vitest';
import { fingerprint } from './fingerprint.ts';

it('is the same for the same thing with other numbers, and differs between kinds', () => {
  expect(fingerprint('state', 'after bind: memory32/state differs')).toBe(fingerprint('state', 'after bind: memory39/state differs'));
  expect(fingerprint('state', 'x')).not.toBe(fingerprint('errno', 'x'));
  expect(fingerprint('log', 'bad page')).toMatch(/^[0-9a-f]{16}$/);
});
