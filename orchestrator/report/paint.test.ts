import { describe, expect, it } from 'vitest';
import { VERDICTS } from '../judge/verdict.ts';
import { COLOURED, paintFor, PLAIN, verdictStyle } from './paint.ts';

describe('paintFor', () => {
  it.each([
    [{ isTTY: true }, {}, COLOURED],
    [{ isTTY: true }, { NO_COLOR: '' }, COLOURED],
    [{ isTTY: true }, { NO_COLOR: '1' }, PLAIN],
    [{ isTTY: true }, { TERM: 'dumb' }, PLAIN],
    [{ isTTY: false }, {}, PLAIN],
    [{}, {}, PLAIN],
  ])('%j with %j', (stream, environment, paint) => {
    expect(paintFor(stream, environment)).toBe(paint);
  });
});

it('only a pass is green', () => {
  expect(VERDICTS.filter((verdict) => verdictStyle(verdict) === 'green')).toEqual(['pass']);
});
