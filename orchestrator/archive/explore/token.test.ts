import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withFaults } from '../../testing/faults.ts';
import { formatToken, parseToken } from './token.ts';

const replays = fc.record({
  machine: fc.constantFrom('hmem', 'cxl'), kernel: fc.constantFrom('debian:6.12', './a b/bzImage'), policy: fc.constant('default'), operations: fc.array(withFaults([32, 33]), { minLength: 1, maxLength: 12 }),
});

it('is one word that comes back as what it was made of', () => {
  fc.assert(fc.property(replays, (replay) => {
    const token = formatToken(replay);
    expect(token).toMatch(/^[\w-]+$/);
    expect(parseToken(token)).toEqual(replay);
  }));
});

it('is none when it was cut, or is of another form', () => {
  fc.assert(fc.property(replays, fc.nat(), (replay, cut) => {
    const token = formatToken(replay);
    expect(parseToken(token.slice(0, cut % (token.length - 1)))).toBeUndefined();
  }));
  for (const other of ['', '1', '2abc', 'latest', `2${formatToken({ machine: 'a', kernel: 'b', policy: 'c', operations: [{ kind: 'bind', device: 'dax0.0' }] }).slice(1)}`]) expect(parseToken(other)).toBeUndefined();
});
