import { expect, it } from 'vitest';
import { canRedraw } from './terminal.ts';

it.each([
  [{ isTTY: true, columns: 80, rows: 24 }, {}, true],
  [{ isTTY: true, columns: 0, rows: 0 }, {}, false],
  [{ isTTY: true, columns: 80, rows: 24 }, { TERM: 'dumb' }, false],
  [{ isTTY: false, columns: 80, rows: 24 }, {}, false],
])('%j with %j is redrawn on: %s', (stream, environment, expected) => {
  expect(canRedraw(stream, environment)).toBe(expected);
});
