import { expect, it } from 'vitest';
import { SUMMARY } from '../archive/fixtures/sample.ts';
import type { ExploredRun } from '../runner/explore/explore.ts';
import { attribute, bindTo, state } from '../testing/worlds.ts';
import { NO_REFUSALS } from '../runner/explore/refusals.ts';
import { exploredText } from './explored-text.ts';

const FINDING = { kind: 'errno', title: 'write "online_kernel" to memory32/state: EIO instead of OK', fingerprint: 'b10c1ef7a5b6c7d8', operation: 9, known: false } as const;
const PLACE = { machine: 'hmem', kernel: 'debian:6.12', policy: 'default' };
const RUN: ExploredRun = { summary: SUMMARY, sequences: 12, operations: 480, milliseconds: 240_000, pairs: 70, newPairs: 3, refusals: { ...NO_REFUSALS, operations: 480, onPurpose: 48 }, found: [] };

it('says how much was tried, and where the record is', () => {
  const text = exploredText(RUN, { results: 'results', seed: 7 });
  expect(text).toContain('explore: 12 sequences of seed 7, 480 operations checked in 4 min 00 s (120 a minute)\n');
  expect(text).toContain('refused: 10 % of them on purpose, ');
  expect(text).toContain(`nothing was found; exit status ${SUMMARY.exitStatus}\nrecord: results/${SUMMARY.runId}\n`);
});

it('says of a finding what the smallest sequence is in words, and two ways to have it again', () => {
  const minimal = { operations: [attribute('1'), bindTo(), state(32, 'online_kernel')], token: '1abc', shown: 1, of: 1, guests: 17, confirmed: true };
  expect(exploredText({ ...RUN, found: [{ finding: FINDING, place: PLACE, rows: ['explore-7-3', 'explore-7-9'], minimal }] }, { results: 'results', seed: 7 })).toContain([
    'errno b10c1ef7a5b6c7d8: write "online_kernel" to memory32/state: EIO instead of OK',
    '  on hmem with debian:6.12, in 2 sequences; shown again in 1 of 1 guests, 3 operations after 17:',
    '  write "1" to dax0.0/memmap_on_memory; then bind dax0.0 to kmem; then write "online_kernel" to memory32/state',
    `  npx daxlab run results/${SUMMARY.runId}/failures/b10c1ef7a5b6c7d8/scenario.yaml`,
    '  npx daxlab explore --replay 1abc',
  ].join('\n'));
});

it('says of what is known no more than that', () => {
  const text = exploredText({ ...RUN, found: [{ finding: { ...FINDING, known: true }, place: PLACE, rows: ['explore-7-3'] }] }, { results: 'results', seed: 7 });
  expect(text).toContain('known b10c1ef7a5b6c7d8: write');
  expect(text).toContain('1 finding, 1 of them known');
});
