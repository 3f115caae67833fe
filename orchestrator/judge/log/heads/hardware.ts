/** What the processor and the board report, or seem to. */
import type { Head } from './head.ts';

export const HARDWARE: readonly Head[] = [
  {
    name: 'machine check', kind: 'hardware', fatal: false, ends: 'line',
    pattern: /^mce: \[Hardware Error\]: CPU \d+: Machine Check/,
    title: 'Machine check',
    continuedBy: /Machine check events logged/,
    source: ['arch/x86/kernel/cpu/mce/core.c:print_mce', 'arch/x86/kernel/cpu/mce/core.c:__print_mce'],
  },
  {
    name: 'machine check logged', kind: 'hardware', fatal: false, ends: 'line',
    pattern: /^mce: \[Hardware Error\]: Machine check events logged/,
    title: 'Machine check events logged',
    source: ['arch/x86/kernel/cpu/mce/core.c:mce_log', 'arch/x86/kernel/cpu/mce/core.c:mce_notify_irq'],
  },
  {
    name: 'NMI', kind: 'hardware', fatal: false, ends: 'line',
    pattern: /^(?:Uhhuh\. )?(?<what>NMI received for unknown reason|NMI: (?:PCI system|IOCK) error)/,
    title: '{what}',
    source: ['arch/x86/kernel/nmi.c:unknown_nmi_error', 'arch/x86/kernel/nmi.c:pci_serr_error', 'arch/x86/kernel/nmi.c:io_check_error'],
  },
  {
    name: 'spurious interrupt', kind: 'hardware', fatal: false, ends: 'stack', dumps: true,
    pattern: /^irq \d+: nobody cared/,
    title: 'irq: nobody cared',
    source: ['kernel/irq/spurious.c:__report_bad_irq'],
  },
  {
    name: 'MSR access', kind: 'hardware', fatal: false, ends: 'stack', frames: 'top',
    pattern: /^unchecked MSR access error: (?<what>RDMSR|WRMSR) .*\((?<where>[\w.]+)\+0x/,
    title: 'unchecked MSR access error: {what}[ in {where}]',
    source: ['arch/x86/mm/extable.c:ex_handler_msr'],
  },
];
