/** What the guest runs in a reproduction, as its first process: devices, steps, what to look for. For the shell of busybox. */
import type { Performed } from '../../judge/retrace.ts';
import { ENDED, type Checks } from './check.ts';
import { asked, atTheStart, conclusion, emptied, functions, probing, rightBefore } from './guest-checks.ts';
import { stepFunctions, stepLine } from './guest-steps.ts';
import { shellWords } from './shell-words.ts';

export interface GuestPart {
  /** guest-scripts/prepare with its arguments. */
  readonly prepare: readonly string[];
  readonly performed: readonly Performed[];
  readonly checks: Checks;
}

export function guestScript({ prepare, performed, checks }: GuestPart): string[] {
  const { values } = checks;
  const line = (one: Performed): string[] => stepLine(one, prepare);
  // How it ends is what is looked for: that is another way no more.
  const isErrno = values.some(({ reader }) => reader.command === ENDED);
  const failing = performed.slice(-1).flatMap((one) => line(isErrno ? { ...one, errno: undefined } : one));
  return [
    ...MOUNTS, ...stepFunctions(performed), emptied(values),
    ...functions(checks),
    '',
    '# Regions and namespaces are set up, the dax devices are bound to no driver.',
    `${shellWords(prepare)} > /tmp/prepared 2>&1 || {`,
    '  while read -r line; do say "$line"; done < /tmp/prepared',
    "  over 'could not tell' 'the memory devices could not be prepared'",
    '}',
    'there=$(blocks)',
    ...probing(checks),
    ...atTheStart(values),
    '',
    ...performed.slice(0, -1).flatMap(line),
    ...rightBefore(values),
    ...failing,
    '',
    ...values.flatMap((check, index) => asked(check, index)),
    ...conclusion(checks),
  ];
}

const MOUNTS = [
  '#!/bin/sh',
  'mount -t devtmpfs dev /dev; mount -t proc proc /proc; mount -t sysfs sys /sys',
  'mount -t debugfs debug /sys/kernel/debug 2> /dev/null; mount -t tracefs trace /sys/kernel/tracing 2> /dev/null',
  'echo on > /proc/sys/kernel/printk_devkmsg',
  'say() { echo "<5>repro: $*" > /dev/kmsg; }',
  '# over RESULT WHY: the end of the guest.',
  'over() { say "$1: $2"; say end; poweroff -f; sleep 60; }',
  '# Someone to kill when memory runs out: a kernel that finds nobody panics.',
  'echo -1000 > /proc/self/oom_score_adj',
  '(echo 1000 > /proc/self/oom_score_adj; exec dd if=/dev/zero bs=16M count=1 2> /dev/null) | { sleep 86400; } &',
] as const;
