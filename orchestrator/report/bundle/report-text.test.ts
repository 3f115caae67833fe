import { expect, it } from 'vitest';
import { hangFinding } from '../../judge/findings.ts';
import { blockNumber, bytes, nodeId } from '../../model/units.ts';
import { failureWith, LEAK } from './fixtures/failure.ts';
import { reportText } from './report-text.ts';

it('has what a mailing list asks for', () => {
  const text = reportText(failureWith({ ...LEAK, log: ['[    9.1] WARNING: here', '[    9.2] Call Trace:'] }, { others: ['cycle on cxl'] }), { initramfs: { name: 'initramfs.cpio.gz', sha256: '' } });
  const headings = [...text.matchAll(/^(.+)\n-+$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(['What was done', 'Expected', 'Seen', 'Kernel and configuration', 'Call trace', 'Steps', 'Reproducer', 'Also seen']);
  expect(text).toMatch(/^Subject: \[BUG\] dax\/kmem: during unbind dax0\.0 .* \(6\.12\.43\+deb12-cloud-amd64\)\n\n/);
  expect(text).toContain('Unbind dax0.0 from kmem, after 2 other operations');
  expect(text).toContain('  memory_block_release: 8 calls\n');
  expect(text).toContain('  echo 1 > /sys/bus/dax/devices/dax0.0/memmap_on_memory\n  echo dax0.0 > /sys/bus/dax/drivers/kmem/bind\n  echo dax0.0 > /sys/bus/dax/drivers/kmem/unbind\n');
  expect(text).toContain('linux-image-6.12.43+deb12-cloud-amd64 6.12.43-1~bpo12+1, sha256 eee');
  expect(text).toContain(`initramfs, sha256 ${'b'.repeat(64)}, with\n  ndctl 82, sha256 ${'1'.repeat(64)}\n`);
  expect(text).toContain(".config: config-6.12.43+deb12-cloud-amd64 of Debian's package");
  expect(text).toContain('[    9.2] Call Trace:');
  expect(text).not.toContain('/cache');
});

it('calls steps minimal where some lead nowhere, and says how it knows', () => {
  const [attribute, bind, unbind] = failureWith().attempt.performed;
  if (!attribute || !bind || !unbind) throw new Error('the fixture has no steps');
  const performed = [attribute, bind, unbind, { ...bind, index: 3 }, { ...unbind, index: 4 }];
  const text = reportText(failureWith({ ...LEAK, operation: 4 }, { attempt: { ...failureWith().attempt, performed } }), {});
  expect(text).toMatch(/Minimal steps\n-+\n3 of 5 operations: by the contract the others lead back/);
});

it('calls steps minimal that were shrunk by trying, for the finding that they were shrunk for', () => {
  const shrunk = { v: 3, t: 0, type: 'shrunk', fingerprint: LEAK.fingerprint, row: 'cycle memmap_on_memory=1', run: '20251122-094105-417-9f3c', operations: 24, shown: 1, of: 1, guests: 14 } as const;
  const { attempt } = failureWith();
  const text = reportText(failureWith(LEAK, { attempt: { ...attempt, shrunk } }), {});
  expect(text).toMatch(/Minimal steps\n-+\n3 of the 24 operations of cycle memmap_on_memory=1 in run\n20251122-094105-417-9f3c, which showed it again in 1 of 1 guests/);
  expect(reportText(failureWith({ ...LEAK, fingerprint: 'another' }, { attempt: { ...attempt, shrunk } }), {})).toMatch(/\nSteps\n-+\n/);
});

it('has what a hung guest said when it was asked as its call trace', () => {
  const text = reportText(failureWith(hangFinding('in unbind dax0.0 from kmem', 2, 'no answer in 120 s'), { diagnosis: ['task:agent state:D'] }), {});
  expect(text).toMatch(/Expected\n-+\n {2}the guest's answer: within its time\n[^]*Call trace\n-+\ntask:agent state:D\n/);
});

it('says what to tell QEMU about DIMMs', () => {
  const performed = [{ index: 0, errno: 0, operation: { kind: 'plug-dimm', dimm: 'dimm0', start: bytes(2 ** 32), size: bytes(2 ** 30), node: nodeId(1) } }, { index: 1, errno: 16, operation: { kind: 'unplug-dimm', dimm: 'dimm0' } }] as const;
  const { attempt } = failureWith();
  const guest = { ...attempt.guest, command: ['-machine', 'q35', '-object', 'memory-backend-ram,id=dimm0_memory,size=1024M'] };
  const text = reportText(failureWith({ ...LEAK, operation: 1 }, { attempt: { ...attempt, guest, performed } }), {});
  expect(text).toContain("  (on QEMU's monitor) device_add pc-dimm,id=dimm0,memdev=dimm0_memory,node=1,addr=4294967296\n  (on QEMU's monitor) device_del dimm0    # Device or resource busy\n");
});

it('says which steps failed, and how', () => {
  const failure = failureWith();
  const performed = failure.attempt.performed.map((one) => (one.index === 1 ? { ...one, errno: 12 } : one.index === 2 ? { ...one, errno: undefined } : one));
  const text = reportText({ ...failure, attempt: { ...failure.attempt, performed } }, {});
  expect(text).toContain('echo dax0.0 > /sys/bus/dax/drivers/kmem/bind    # Cannot allocate memory');
  expect(text).toContain('echo dax0.0 > /sys/bus/dax/drivers/kmem/unbind    # does not return');
});

it('is a report also of a guest that did nothing', () => {
  const failure = failureWith({ ...LEAK, operation: -1 });
  expect(reportText({ ...failure, attempt: { ...failure.attempt, performed: [], start: undefined, guest: undefined } }, {})).toMatch(/no operation\s+was done/);
});

it('where there is no script it says why, and that the steps are in scenario.yaml', () => {
  const { attempt } = failureWith();
  expect(reportText(failureWith(LEAK, { attempt: { ...attempt, guest: undefined } }), {})).toMatch(/No repro\.sh: the record does not say how the guest was prepared\.\s+scenario\.yaml runs\s+the steps/);
  const pinned = { index: 1, operation: { kind: 'pin', node: nodeId(1), block: blockNumber(34), by: 'pipe' }, errno: 0 } as const;
  const text = reportText(failureWith({ ...LEAK, operation: 1 }, { attempt: { ...attempt, performed: [...attempt.performed.slice(0, 1), pinned] } }), {});
  expect(text).toMatch(/No repro\.sh: who waits for the page that operation 1 pins must be/);
});
