import { expect, it } from 'vitest';
import { unroll } from './repeat.ts';
import type { Step } from './scenario.ts';

const kinds = (steps: readonly Step[]): string[] => [...unroll(steps)].map(({ kind }) => kind);

it('does its steps in their order, as often as it says', () => {
  expect(kinds([{ kind: 'bind' }, { kind: 'repeat', times: 2, steps: [{ kind: 'unbind' }, { kind: 'bind' }] }, { kind: 'unbind' }])).toEqual(['bind', 'unbind', 'bind', 'unbind', 'bind', 'unbind']);
});

it('nests', () => {
  expect(kinds([{ kind: 'repeat', times: 3, steps: [{ kind: 'repeat', times: 4, steps: [{ kind: 'bind' }] }, { kind: 'unbind' }] }])).toHaveLength(15);
});
