/** What a kernel is called: `debian:6.12`, `debian:6.12.43+full`, or the path of a file. */
import { ConfigError } from '../../config/explained-error.ts';

/** `cloud` has everything that is needed at a third of the size; `full` is Debian's ordinary kernel. */
export type Flavour = 'cloud' | 'full';

export type KernelName =
  | { readonly kind: 'debian'; readonly version: string; readonly flavour: Flavour }
  | { readonly kind: 'file'; readonly path: string };

const FORMS = 'debian:VERSION (debian:6.12 for the newest 6.12, debian:6.12.43 for that one, debian:6.12+full for the full flavour) or the path of a bzImage or vmlinux';

/** @throws ConfigError */
export function parseKernelName(name: string): KernelName {
  const [, scheme, rest = ''] = /^([a-z]+):(.*)$/.exec(name) ?? [];
  if (scheme === undefined) {
    if (name.trim() === '') throw wrong(name, 'an empty name');
    return { kind: 'file', path: name };
  }
  if (scheme !== 'debian') throw wrong(name, `the unknown word ${scheme}:`);
  // Debian's own versions hold `+` as well: 6.12.90+deb12.1.
  const [, version = '', flavour] = /^(.+?)(?:\+(cloud|full))?$/.exec(rest) ?? [];
  if (!/^\d+(\.\d+)*([+~-][A-Za-z0-9.+~-]+)?$/.test(version)) throw wrong(name, `${JSON.stringify(rest)} for a version`);
  return { kind: 'debian', version, flavour: flavour === 'full' ? 'full' : 'cloud' };
}

/** The name that asks for exactly this. */
export function debianName(version: string, flavour: Flavour): string {
  return `debian:${version}${flavour === 'full' ? '+full' : ''}`;
}

function wrong(name: string, seen: string): ConfigError {
  return new ConfigError({ doing: 'reading the name of a kernel', to: name, expected: FORMS, seen, next: '`daxlab list kernels` shows what there is' });
}
