/** Every wait of a QEMU's life, with its end. */
import type { Deadline } from './deadline.ts';

export const DEADLINES = {
  /** It takes 0.2 s on an idle machine. */
  start: { awaiting: 'QEMU to open its control channel and start the guest', milliseconds: 30_000 },
  /** 0.02 s on an idle machine: the devices' state alone. */
  migrate: { awaiting: 'QEMU to save or restore the state of a guest', milliseconds: 60_000 },
  /** A QEMU with a healthy main loop is gone 0.02 s after `quit`; a busy host is given much more. */
  quit: { awaiting: 'QEMU to end after QMP quit', milliseconds: 5000 },
  terminate: { awaiting: 'QEMU to end after SIGTERM', milliseconds: 3000 },
  /** Only a process in uninterruptible sleep is still there then. */
  kill: { awaiting: 'QEMU to end after SIGKILL', milliseconds: 10_000 },
  /** A question of diagnose() to QEMU itself: its main loop answers in 0.01 s. */
  question: { awaiting: 'QEMU to answer', milliseconds: 3000 },
  /** One sysrq letter: `t`, the longest, prints some 900 lines in 0.15 s under TCG. */
  sysrq: { awaiting: 'the kernel to answer a sysrq', milliseconds: 5000 },
} as const satisfies Record<string, Deadline>;

export type Deadlines = Readonly<Record<keyof typeof DEADLINES, Deadline>>;
