/** How a kernel is asked for: `debian:6.12`, `debian:6.12.43`, `debian:6.12+full`, `build:<name>`, or a file. */
import { ConfigError } from './explained-error.ts';
import { nearest } from './nearest.ts';

export type KernelName =
  /** The newest build that the suites hold of `6.12`, or the one build `6.12.43`; Debian's own version too, `6.12.90+deb12.1`. */
  | { readonly kind: 'debian'; readonly version: string; readonly flavour: Flavour }
  /** One that was built here before. */
  | { readonly kind: 'build'; readonly name: string }
  /** A kernel image given by its file. */
  | { readonly kind: 'file'; readonly path: string };

/** `cloud` has everything that is needed at a third of the size; `full` is Debian's ordinary kernel. */
export type Flavour = 'cloud' | 'full';

const KINDS = ['debian:', 'build:'];
const EXPECTED = 'debian:<version> such as debian:6.12, debian:6.12.43 or debian:6.12+full, build:<name>, or a file';

/** Throws ConfigError for text that is none of the three. Whether the kernel exists is not asked. */
export function parseKernelName(text: string): KernelName {
  const [, prefix, rest = ''] = /^([a-z]+:)(.*)$/is.exec(text) ?? [];
  if (prefix === 'debian:') return debian(rest, text);
  if (prefix === 'build:') return build(rest, text);
  if (prefix !== undefined && !prefix.includes('/')) throw wrong(text, meant(nearest(prefix, KINDS)[0], rest));
  if (/^\d+(\.\d+)+$/.test(text)) throw wrong(text, `debian:${text}; a file of that name is ./${text}`);
  if (text.trim() === '' || text.includes('\0')) throw wrong(text);
  return { kind: 'file', path: text };
}

/** The text that parseKernelName reads as this. */
export function formatKernelName(kernel: KernelName): string {
  switch (kernel.kind) {
    case 'debian':
      return `debian:${kernel.version}${kernel.flavour === 'full' ? '+full' : ''}`;
    case 'build':
      return `build:${kernel.name}`;
    case 'file':
      return kernel.path;
  }
}

function debian(rest: string, text: string): KernelName {
  const version = rest.replace(/\+full$/, '');
  if (!/^\d+(\.\d+)+([+~-][A-Za-z0-9.+~-]*)?$/.test(version)) throw wrong(text);
  return { kind: 'debian', version, flavour: version === rest ? 'cloud' : 'full' };
}

function build(name: string, text: string): KernelName {
  if (!/^[A-Za-z0-9][A-Za-z0-9._+-]*$/.test(name)) throw wrong(text);
  return { kind: 'build', name };
}

function meant(prefix: string | undefined, rest: string): string | undefined {
  return prefix === undefined ? undefined : `${prefix}${rest}`;
}

function wrong(text: string, suggestion?: string): ConfigError {
  return new ConfigError({
    doing: 'reading the name of a kernel',
    expected: EXPECTED,
    seen: JSON.stringify(text),
    next: suggestion === undefined ? 'npx daxlab list kernels' : `perhaps ${suggestion}`,
  });
}
