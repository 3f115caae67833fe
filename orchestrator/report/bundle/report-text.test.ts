import { expect, it } from 'vitest';
import { failureWith, LEAK } from './fixtures/failure.ts';
import { reportText } from './report-text.ts';

it('has what a mailing list asks for', () => {
  const text = reportText(failureWith({ ...LEAK, log: ['[    9.1] WARNING: here', '[    9.2] Call Trace:'] }, { others: ['cycle on cxl'] }), { initramfs: { name: 'initramfs.cpio.gz', sha256: '' } });
  const headings = [...text.matchAll(/^(.+)\n-+$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(['What was done', 'Expected', 'Seen', 'Call trace', 'Minimal steps', 'Kernel and configuration', 'Reproducer', 'Also seen']);
  expect(text).toMatch(/^Subject: \[BUG\] dax\/kmem: during unbind dax0\.0 .* \(6\.12\.43\+deb12-cloud-amd64\)\n\n/);
  expect(text).toContain('Unbind dax0.0 from kmem, after 2 other operations');
  expect(text).toContain('  memory_block_release: 8 calls\n');
  expect(text).toContain('  echo 1 > /sys/bus/dax/devices/dax0.0/memmap_on_memory\n  echo dax0.0 > /sys/bus/dax/drivers/kmem/bind\n  echo dax0.0 > /sys/bus/dax/drivers/kmem/unbind\n');
  expect(text).toContain('linux-image-6.12.43+deb12-cloud-amd64 6.12.43-1~bpo12+1, sha256 eee');
  expect(text).toContain('[    9.2] Call Trace:');
  expect(text).not.toContain('/cache');
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
