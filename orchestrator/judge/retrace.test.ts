import { expect, it } from 'vitest';
import { start } from '../testing/start.ts';
import { bindTo, state, unbindFrom } from '../testing/worlds.ts';
import type { SingleOperation } from '../model/operation.ts';
import type { Evidence } from './evidence.ts';
import { NOTHING_DONE, retrace, upTo } from './retrace.ts';

it('tells each operation with the world before it', () => {
  const evidence: Evidence[] = [
    { type: 'booted', release: '6.12.43', accelerator: 'tcg' }, { type: 'baseline', observation: start() },
    { type: 'operation', index: 0, operation: bindTo(), write: { path: '/sys/bind', value: 'dax0.0' } }, { type: 'result', index: 0, errno: 0 },
    { type: 'kernel-log', lines: ['one', 'two'] }, { type: 'operation', index: 1, operation: unbindFrom() },
  ];
  const { release, performed, console } = evidence.reduce(retrace, NOTHING_DONE);
  expect({ release, console }).toEqual({ release: '6.12.43', console: ['one', 'two'] });
  expect(performed).toMatchObject([{ index: 0, errno: 0, write: { value: 'dax0.0' } }, { index: 1 }]);
  expect(performed[1]?.errno).toBeUndefined();
  expect(performed.map(({ world }) => world?.added.length)).toEqual([0, 1]);
  expect(upTo(0, performed)).toHaveLength(1);
  expect(upTo(-1, performed)).toHaveLength(2);
});

it('knows no errno of what was cut off', () => {
  const together = { kind: 'together', operations: [state(32, 'online') as SingleOperation, state(33, 'online') as SingleOperation] } as const;
  const evidence: Evidence[] = [
    { type: 'baseline', observation: start() }, { type: 'operation', index: 0, operation: bindTo() }, { type: 'result', index: 0, errno: 0 },
    { type: 'operation', index: 1, operation: together }, { type: 'result', index: 1, errno: 0, also: [4], cut: [1] },
  ];
  expect(evidence.reduce(retrace, NOTHING_DONE).performed.map(({ errno, also }) => [errno, also])).toEqual([[0, undefined], [undefined, undefined]]);
});
