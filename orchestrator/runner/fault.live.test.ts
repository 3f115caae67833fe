/** A function of a stock kernel's hotplug path fails at a call of its own: a sound kernel takes back what it did, a bad one is found by what it says and by its calls. */
import { expect, it } from 'vitest';
import { bindUnder, movedUnder } from './fixtures/faults.ts';
import { findingsOn, liveFile } from './fixtures/run.ts';

it('is rolled back as predicted on 7.3, and found on 6.12.95 not to be', async () => {
  const ran = await liveFile(bindUnder('{ in: create_memory_block_devices, call: 3, returns: ENOMEM }'), { kernels: ['debian:7.3', 'debian:6.12.95'] });
  expect(ran.summary.scenarios.map(({ kernel, verdict, fault }) => `${kernel} ${verdict}: ${fault ?? ''}`).sort()).toEqual([
    'debian:6.12.95 model-mismatch: call 3 of create_memory_block_devices fails with ENOMEM', 'debian:7.3 pass: call 3 of create_memory_block_devices fails with ENOMEM',
  ]);
  expect(findingsOn(ran, 'debian:6.12.95')).toEqual(expect.arrayContaining([
    'log: BUG: Bad page state in remove_pagetable',
    'calls: during bind dax0.0 to kmem (call 3 of create_memory_block_devices fails with ENOMEM): call 8 of 14, arch_remove_memory differs',
  ]));
  expect(ran.events.flatMap((event) => (event.type === 'fault' ? [`${event.was} ${event.calls ?? ''}`.trim()] : [])).sort()).toEqual(['armed', 'armed', 'fired 3', 'fired 3']);
});

it('is unknown where it does not come to that call, and unsupported where there is no such function', async () => {
  const never = await liveFile(bindUnder('{ in: create_memory_block_devices, call: 9, returns: ENOMEM }'), { kernels: ['debian:7.3'] });
  expect(never.summary.scenarios).toMatchObject([{ verdict: 'unknown', reason: 'a fault was armed and did not fire: call 9 of create_memory_block_devices fails with ENOMEM', findings: [] }]);
  const absent = await liveFile(bindUnder('{ in: memory_block_online, returns: EIO }'), { kernels: ['debian:7.3'] });
  expect(absent.summary.scenarios).toMatchObject([{ verdict: 'unsupported', reason: expect.stringMatching(/memory_block_online\n.*no such function: inlined or absent/) as string }]);
});

it('is seen in what a process reads, where one of its pages is moved and not copied', async () => {
  const kernels = ['debian:6.12', 'debian:7.3'];
  const ran = await liveFile(movedUnder('{ in: folio_mc_copy, call: 7, skip: true }'), { kernels });
  expect(kernels.map((kernel) => findingsOn(ran, kernel))).toEqual(kernels.map(() => [
    'state: after write "offline" to memory32/state (call 7 of folio_mc_copy does nothing): held/pages_changed differs from the prediction',
  ]));
});
