import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CallWitness } from '../../judge/calls.ts';
import type { Call } from '../../model/calls.ts';
import { blockNumber } from '../../model/units.ts';
import { callGroups } from './calls.ts';

const witness: CallWitness = { type: 'call-witness', observable: [{ fn: 'memory_block_release', altmap: false }], missing: [] };
const releases = (blocks: readonly number[]): Call[] => blocks.map((block) => ({ fn: 'memory_block_release', block: blockNumber(block) }));
const list = fc.array(fc.integer({ min: 30, max: 36 }), { maxLength: 12 });

it('of two lists, those as predicted and those missing are the prediction, and those as predicted and those besides what was seen', () => {
  fc.assert(fc.property(list, list, (predicted, seen) => {
    const groups = callGroups(witness, releases(predicted), releases(seen));
    const of = (...fates: string[]) => groups.filter(({ fate }) => fates.includes(fate)).flatMap(({ calls }) => calls);
    expect(of('as predicted', 'missing')).toEqual(predicted.map((block) => `memory${block}`));
    expect(of('as predicted', 'unexpected')).toEqual(seen.map((block) => `memory${block}`));
    if (String(predicted) === String(seen)) expect(of('missing', 'unexpected')).toEqual([]);
  }));
});

it('without a prediction, or a witness, nothing is right or wrong', () => {
  expect(callGroups(witness, undefined, releases([30, 31]))).toEqual([{ fn: 'memory_block_release', fate: 'not predicted', calls: ['memory30', 'memory31'] }]);
  expect(callGroups(undefined, releases([30]), [])).toEqual([]);
});

it('what the witness cannot see is not missing', () => {
  expect(callGroups({ ...witness, observable: [] }, releases([30]), [])).toEqual([]);
});
