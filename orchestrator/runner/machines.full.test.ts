/** One row on each machine and of each kind of fault that no other test goes to, on the newest 6.12: every one is prepared, has the blocks it promises, and passes. */
import { expect, it } from 'vitest';
import { liveRows } from './fixtures/run.ts';

/** MiB of a memory block. */
const CASES: readonly { readonly scenario: string; readonly machine: string; readonly attribute?: readonly number[]; readonly block: number }[] = [
  { scenario: 'cycle', machine: 'cxl-2way', attribute: [1], block: 128 },
  { scenario: 'cycle', machine: 'cxl-pmem', attribute: [1], block: 128 },
  { scenario: 'fill', machine: 'cxl-32g', block: 128 },
  { scenario: 'pair', machine: 'hmem-pair', attribute: [1], block: 128 },
  { scenario: 'ranges', machine: 'hmem-ranges', block: 128 },
  { scenario: 'cycle', machine: 'nvdimm-unaligned', attribute: [1], block: 128 },
  { scenario: 'cycle', machine: 'hmem-256m', attribute: [1], block: 256 },
  { scenario: 'cycle', machine: 'hmem-512m', attribute: [1], block: 512 },
  { scenario: 'cycle', machine: 'hmem-2g', attribute: [1], block: 2048 },
  { scenario: 'plug', machine: 'pc-dimm', block: 128 },
  { scenario: 'injected', machine: 'hmem', attribute: [1], block: 128 },
  { scenario: 'poisoned', machine: 'hmem', attribute: [0, 1], block: 128 },
];

it.each(CASES)('$scenario on $machine', async ({ block, machine, ...row }) => {
  const { summary, events } = await liveRows([{ ...row, machines: [machine] }], { kernels: ['debian:6.12'] });
  expect(summary.scenarios.map(({ verdict, reason, findings }) => ({ verdict, reason: verdict === 'pass' ? undefined : reason, findings }))).toEqual(
    (row.attribute ?? [undefined]).map(() => ({ verdict: 'pass', reason: undefined, findings: [] })),
  );
  expect(new Set(events.flatMap((event) => (event.type === 'baseline' ? [event.observation.blockSize / 2 ** 20] : [])))).toEqual(new Set([block]));
});
