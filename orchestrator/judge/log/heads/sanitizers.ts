/** Instrumentation that only kernels built for it have. Stock ones have KFENCE, and from 6.13 on UBSAN's bounds and shifts. */
import type { Head } from './head.ts';

export const SANITIZERS: readonly Head[] = [
  {
    name: 'KASAN', kind: 'sanitizer', fatal: false, ends: 'rule', frames: 'top',
    pattern: /^BUG: KASAN: (?<what>[\w-]+)(?: in (?<where>[\w.]+))?/,
    title: 'KASAN: {what}[ in {where}]',
    source: ['mm/kasan/report.c:print_error_description'],
  },
  {
    name: 'KFENCE', kind: 'sanitizer', fatal: false, ends: 'rule', frames: 'top', lists: true,
    pattern: /^BUG: KFENCE: (?<what>[\w -]+?) in (?<where>[\w.]+)/,
    title: 'KFENCE: {what}[ in {where}]',
    source: ['mm/kfence/report.c:kfence_report_error'],
  },
  {
    name: 'KCSAN', kind: 'sanitizer', fatal: false, ends: 'rule',
    // Both functions of a race, in alphabetical order: which of them is the other thread's is chance.
    pattern: /^BUG: KCSAN: (?<what>[\w-]+ in [\w.]+(?: \/ [\w.]+)?)/,
    title: 'KCSAN: {what}',
    source: ['kernel/kcsan/report.c:print_report'],
  },
  {
    name: 'KMSAN', kind: 'sanitizer', fatal: false, ends: 'rule', frames: 'top', lists: true,
    pattern: /^BUG: KMSAN: (?<what>[\w-]+) in (?<where>[\w.]+)/,
    title: 'KMSAN: {what}[ in {where}]',
    source: ['mm/kmsan/report.c:kmsan_report'],
  },
  {
    name: 'UBSAN', kind: 'sanitizer', fatal: false, ends: 'stack', frames: 'top',
    pattern: /^UBSAN: (?<what>[\w-]+(?: [\w-]+)*?) in \S+:\d+:\d+/,
    title: 'UBSAN: {what}[ in {where}]',
    source: ['lib/ubsan.c:ubsan_prologue'],
  },
  {
    name: 'CFI', kind: 'sanitizer', fatal: false, ends: 'trace mark', frames: 'top',
    pattern: /^CFI failure at (?<where>[\w.]+)/,
    title: 'CFI failure[ in {where}]',
    continuedBy: /^-+\[ cut here|^WARNING: at |^(?:Oops: )?invalid opcode: /,
    source: ['kernel/cfi.c:report_cfi_failure'],
  },
  {
    name: 'missing ENDBR', kind: 'sanitizer', fatal: false, ends: 'trace mark', frames: 'top',
    pattern: /^(?:traps: )?Missing ENDBR: (?<where>[\w.]+)/,
    title: 'Missing ENDBR[ in {where}]',
    continuedBy: /^-+\[ cut here|^(?:WARNING: |kernel BUG at ).*(?:cet|traps)|^(?:Oops: )?invalid opcode: /,
    source: ['arch/x86/kernel/cet.c:do_kernel_cp_fault'],
  },
];
