/** The first sign that the guest will not answer again. */
import { inWords, type Exit } from './exit.ts';

export type Loss =
  /** The kernel said so on the console; QEMU ends right after it (panic=-1, -no-reboot). */
  | { readonly how: 'panic'; readonly line: string }
  /** QEMU stopped the processors by itself: `internal-error` (KVM could not go on), `io-error`, `guest-panicked`… */
  | { readonly how: 'stopped'; readonly status: string }
  | { readonly how: 'exit'; readonly exit: Exit };

/** Run states that QEMU enters by itself and that a guest does not come back from. */
export const STOPPED_BY_ITSELF: ReadonlySet<string> = new Set(['internal-error', 'io-error', 'guest-panicked', 'watchdog']);

export const PANIC = /Kernel panic - not syncing/;

export function describeLoss(loss: Loss): string {
  switch (loss.how) {
    case 'panic':
      return loss.line.trim();
    case 'stopped':
      return `QEMU stopped the guest: ${loss.status}`;
    case 'exit':
      return `QEMU ended: ${inWords(loss.exit)}`;
  }
}
