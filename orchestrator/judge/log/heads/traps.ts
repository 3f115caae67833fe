/** What a processor exception in the kernel prints: arch/x86/kernel/traps.c, dumpstack.c and mm/fault.c. */
import type { Head } from './head.ts';

/** die() up to 6.11 says `Oops: 0002 [#1]`, `invalid opcode: 0000 [#1]`; from 6.12 on each with `Oops: ` in front. */
const DIED = ': [0-9a-f]{4} \\[#\\d+\\]';

/** die() of a page fault: `Oops: Oops: 0002 [#1]`. */
const PAGE_FAULT = /^Oops: (?:Oops: )?[0-9a-f]{4} \[#/;

export const TRAPS: readonly Head[] = [
  {
    name: 'execution of data', kind: 'oops', fatal: true, ends: 'trace mark', frames: 'top',
    pattern: /^(?<what>kernel tried to execute NX-protected page|unable to execute userspace code)/,
    title: '{what}[ in {where}]',
    continuedBy: new RegExp(`^BUG: (?:unable to handle|kernel NULL)|${PAGE_FAULT.source}`),
    source: ['arch/x86/mm/fault.c:show_fault_oops'],
  },
  {
    name: 'page fault', kind: 'oops', fatal: true, ends: 'trace mark', frames: 'top',
    pattern: /^BUG: unable to handle (?:page fault for address|kernel paging request)/,
    title: 'BUG: unable to handle page fault[ in {where}]',
    continuedBy: PAGE_FAULT,
    source: ['arch/x86/mm/fault.c:show_fault_oops'],
  },
  {
    name: 'NULL pointer', kind: 'oops', fatal: true, ends: 'trace mark', frames: 'top',
    pattern: /^BUG: (?:unable to handle )?kernel NULL pointer dereference/,
    title: 'BUG: kernel NULL pointer dereference[ in {where}]',
    continuedBy: PAGE_FAULT,
    source: ['arch/x86/mm/fault.c:show_fault_oops'],
  },
  {
    name: 'stack guard page', kind: 'oops', fatal: true, ends: 'trace mark', frames: 'top',
    pattern: /^BUG: .*stack guard page was hit/,
    title: 'BUG: stack guard page was hit[ in {where}]',
    continuedBy: /^(?:Oops: )?stack guard page: /,
    source: ['arch/x86/kernel/traps.c:handle_stack_overflow'],
  },
  {
    name: 'kernel BUG', kind: 'bug', fatal: true, ends: 'trace mark', frames: 'top',
    pattern: /^[kK]ernel BUG at \S/,
    title: 'kernel BUG[ in {where}]',
    continuedBy: /^(?:Oops: )?invalid opcode: /,
    source: ['lib/bug.c:__report_bug', 'lib/bug.c:report_bug'],
  },
  {
    name: 'general protection', kind: 'oops', fatal: true, ends: 'trace mark', frames: 'top',
    pattern: new RegExp(`^(?:Oops: )?(?:segment-related )?general protection fault.*${DIED}`),
    title: 'general protection fault[ in {where}]',
    source: ['arch/x86/kernel/traps.c:exc_general_protection', 'arch/x86/kernel/dumpstack.c:__die_header'],
  },
  {
    name: 'oops', kind: 'oops', fatal: true, ends: 'trace mark', frames: 'top',
    pattern: new RegExp(`^(?:Oops: )?(?<what>[A-Za-z#][\\w #'/-]*(?:\\(.*?\\))?)(?:,.*)?${DIED}`),
    title: 'Oops: {what}[ in {where}]',
    source: ['arch/x86/kernel/dumpstack.c:__die_header'],
  },
];
