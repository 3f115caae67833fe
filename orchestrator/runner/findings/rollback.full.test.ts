/** Bug B and its neighbour: what becomes of an add whose third of eight chunks fails, on each of the three kernels. */
import { expect, it } from 'vitest';
import { bindUnder } from '../fixtures/faults.ts';
import { findingsOn, liveFile } from '../fixtures/run.ts';

const KERNELS = ['debian:6.12.43', 'debian:6.12.95', 'debian:7.3'];
const verdicts = (ran: Awaited<ReturnType<typeof liveFile>>) => Object.fromEntries(ran.summary.scenarios.map(({ kernel, verdict }) => [kernel, verdict]));

it('has its devices fail: torn down without its altmap on 6.12.43 and 6.12.95, by the log and by the calls; not on 7.3', async () => {
  const ran = await liveFile(bindUnder('{ in: create_memory_block_devices, call: 3, returns: ENOMEM }'), { kernels: KERNELS });
  expect(verdicts(ran)).toEqual({ 'debian:6.12.43': 'model-mismatch', 'debian:6.12.95': 'model-mismatch', 'debian:7.3': 'pass' });
  for (const kernel of KERNELS.slice(0, 2)) expect(findingsOn(ran, kernel)).toContain('log: BUG: Bad page state in remove_pagetable');
  const altmaps = ran.events.flatMap((event) => (event.type === 'item-judged' ? [event] : [])).flatMap(({ row, findings }) => findings
    .filter(({ kind }) => kind === 'calls').flatMap(({ differences }) => differences)
    .filter(({ fact }) => fact.endsWith('arch_remove_memory')).map(({ fact, expected, seen }) => [row.kernel, fact, expected.endsWith("altmap base=0x110000 free=512"), seen.includes('altmap base')]));
  expect(altmaps.sort()).toEqual([
    ['debian:6.12.43', 'altmap of call 1 of 3, arch_remove_memory', true, false],
    ['debian:6.12.95', 'call 8 of 14, arch_remove_memory', true, false],
  ]);
});

it('is not mapped: the two before it are removed as predicted, on 6.12.43 but for the leak that every removal is', async () => {
  const ran = await liveFile(bindUnder('{ in: arch_add_memory, call: 3, returns: ENOMEM }'), { kernels: KERNELS });
  expect(verdicts(ran)).toEqual({ 'debian:6.12.43': 'model-mismatch', 'debian:6.12.95': 'pass', 'debian:7.3': 'pass' });
  expect(findingsOn(ran, 'debian:6.12.43').every((title) => title.includes('memory_block'))).toBe(true);
});
