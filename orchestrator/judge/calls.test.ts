import { expect, it } from 'vitest';
import { WITNESS } from '../testing/evidence.ts';
import type { Call } from '../model/calls.ts';
import { bytes, GIB, MIB, pages, pfn, blockNumber } from '../model/units.ts';
import { callDifferences } from './calls.ts';
import { callsFinding } from './findings.ts';

const witness = { type: 'call-witness', ...WITNESS } as const;
const altmap = { base: pfn(4 * GIB / 4096), free: pages(512) };
const removal: Call = { fn: 'arch_remove_memory', start: bytes(4 * GIB), size: bytes(128 * MIB), altmap };
const release: Call = { fn: 'memory_block_release', block: blockNumber(32) };

it('says which altmap is missing as well where other calls are missing, and names the finding by the calls', () => {
  const found = callDifferences(witness, [release, removal], [{ ...removal, altmap: undefined }]);
  expect(found).toEqual([
    { fact: 'memory_block_release', expected: '1 call', seen: '0 calls' },
    { fact: 'altmap of call 1 of 1, arch_remove_memory', expected: 'altmap base=0x100000 free=512', seen: 'none' },
  ]);
  expect(callsFinding('unbind', 1, found).title).toBe('during unbind: memory_block_release: 0 calls instead of 1 call');
});

it('says nothing of altmaps that the witness does not see, nor of a function that was called more or less often', () => {
  const blind = { ...witness, observable: witness.observable.map((one) => ({ ...one, altmap: false })) };
  expect(callDifferences(blind, [release, removal], [{ ...removal, altmap: undefined }])).toHaveLength(1);
  expect(callDifferences(witness, [release, removal, removal], [{ ...removal, altmap: undefined }]).map(({ fact }) => fact)).toEqual(['arch_remove_memory', 'memory_block_release']);
});
