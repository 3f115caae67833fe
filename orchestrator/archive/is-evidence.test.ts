import { expect, it } from 'vitest';
import { EVENTS } from './fixtures/sample.ts';
import { isEvidence } from './is-evidence.ts';

it('is what was seen of a guest, not what daxlab did or said', () => {
  const types = EVENTS.map((event) => ({ v: 1, t: 0, ...event })).filter(isEvidence).map(({ type }) => type);
  expect([...new Set(types)].sort()).toEqual(['baseline', 'boot-failed', 'booted', 'completed', 'kernel-log', 'log-account', 'observed', 'operation', 'result']);
});
