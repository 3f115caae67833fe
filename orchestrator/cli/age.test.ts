import { expect, it } from 'vitest';
import { runsSince } from './age.ts';

it.each([
  ['36h', '20260227-133000'], ['7d', '20260222-013000'], ['2w', '20260215-013000'], ['2026-02-28', '20260228-000000'], ['20260101-000000-001-0000', '20260101-000000-001-0000'],
  ['yesterday', undefined], ['7', undefined], ['2026-02-31x', undefined], ['20m', undefined],
])('%s is %s', (text, expected) => {
  expect(runsSince(text, new Date('2026-03-01T01:30:00Z'))).toBe(expected);
});
