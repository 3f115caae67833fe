/** A short name for what a finding is about, the same over runs, machines and kernel versions. */
import type { FindingKind } from './verdict.ts';

const FNV_OFFSET = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;

/** FNV-1a of the kind and the title, whose numbers are left out: block 33 and block 34 are the same thing. */
export function fingerprint(kind: FindingKind, title: string): string {
  let hash = FNV_OFFSET;
  for (const character of `${kind}\n${title.replaceAll(/\d+/g, 'N')}`) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * FNV_PRIME);
  }
  return hash.toString(16).padStart(16, '0');
}
