/** The log's witness against kernels that really report: each of what they can say worst is named by what it is, whatever made them say it. */
import { expect, it } from 'vitest';
import { provoked, type Provoked } from './fixtures/provoked.ts';

const KERNEL = 'debian:6.12';
const REFUSED = { 'write-attribute': 'garbage' };
/** But for stalls, which a sound kernel reports as well on a host that is short of time. */
const log = ({ findings }: Provoked): readonly string[] => findings.filter(({ kind, title }) => kind === 'log' && !/ (?:stall|lockup) /.test(title)).map(({ title }) => title);

it('a panic, by sysrq', async () => {
  const judged = await provoked({ kernel: KERNEL, steps: [REFUSED, REFUSED], before: 1, script: 'echo c > /proc/sysrq-trigger' });
  expect(judged.verdict).toBe('kernel-crash');
  expect(log(judged)).toEqual(['Kernel panic: sysrq triggered crash']);
});

it('a process that takes all memory and is killed', async () => {
  const script = `echo 1000 > /proc/self/oom_score_adj; exec perl -e 'my @taken; push @taken, "x" x 2**22 while 1'`;
  const judged = await provoked({ kernel: KERNEL, steps: [REFUSED, REFUSED], before: 1, script });
  expect(judged.verdict).toBe('model-mismatch');
  expect(judged.findings.flatMap((finding) => finding.log).join('\n')).toMatch(/perl invoked oom-killer.*Out of memory: Killed process \d+ \(perl\)/s);
});

it('a WARN, of an altmap that a chunk was torn down with and is not empty', async () => {
  const steps = [{ 'write-attribute': '1' }, { bind: 'kmem' }, { unbind: 'kmem', fault: { in: 'arch_remove_memory', call: 3, skip: true } }];
  const judged = await provoked({ kernel: KERNEL, steps, before: 0, script: 'true' });
  expect(judged.verdict).toBe('model-mismatch');
  expect(log(judged)).toEqual(['Altmap not fully unmapped in remove_memory_blocks_and_altmaps']);
});

it('a BUG, of a node that could not be registered', async () => {
  const judged = await provoked({ kernel: KERNEL, steps: [{ bind: 'kmem', fault: { in: '__register_one_node', returns: 'ENOMEM' } }], before: 0, script: 'true' });
  expect(judged.verdict).toBe('kernel-crash');
  expect(log(judged)).toEqual(['kernel BUG in add_memory_resource']);
});

it('a task that hangs, as who took the lock of all hotplug never gave it back', async () => {
  const script = `echo 2 > /proc/sys/kernel/hung_task_timeout_secs
    (echo dax0.0 > /sys/bus/dax/drivers/kmem/unbind) > /dev/null 2>&1 &
    exec perl -e 'open my $log, "<", "/dev/kmsg"; while (sysread $log, my $record, 8192) { exit if $record =~ /blocked for more than/ }'`;
  const steps = [{ bind: 'kmem' }, { 'write-state': 'online_movable', blocks: 'first', fault: { in: 'unlock_device_hotplug', skip: true } }, { 'write-policy': 'auto_online_blocks', value: 'offline' }];
  const judged = await provoked({ kernel: KERNEL, steps, before: 2, script });
  expect(judged.verdict).not.toBe('pass');
  expect(log(judged)).toEqual(['task hung in remove_memory']);
});
