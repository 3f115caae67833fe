/** What is different of what two runs were made of, in words. */
import type { Change } from '../triage/changes.ts';

/** `machine hmem with policy default: devices, memory changed`, `kernel debian:6.12: 6.12.43 -> 6.12.95`. */
export function changeText({ what, name, before = 'absent', after = 'absent', keys }: Change): string {
  const subject = what === name ? what : `${what} ${name}`;
  return keys && keys.length > 0 ? `${subject}: ${keys.join(', ')} changed (${before} -> ${after})` : `${subject}: ${before} -> ${after}`;
}
