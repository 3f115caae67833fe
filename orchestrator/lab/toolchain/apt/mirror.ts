/** Which mirror to fetch from: an option, a variable, or what this machine's own apt uses. */
import { ConfigError } from '../../../config/explained-error.ts';
import type { HostSource } from './host.ts';

export interface Archive {
  readonly uri: string;
  /** As in sources.list(5): a keyring, a fingerprint or a key; undefined when the entry does not say. */
  readonly signedBy: string | undefined;
  /** Where the address was read, for people. */
  readonly from: string;
}

export interface Mirror {
  readonly main: Archive;
  /** Undefined when it was declined with `none`. */
  readonly security: Archive | undefined;
}

export interface MirrorChoice {
  readonly mirror?: string | undefined;
  readonly securityMirror?: string | undefined;
}

/**
 * @param releases names of Debian releases by which an entry is recognised
 * @throws ConfigError when nothing says where Debian's archive is
 */
export function chooseMirror(choice: MirrorChoice, sources: readonly HostSource[], releases: readonly string[], environment: NodeJS.ProcessEnv = process.env): Mirror {
  const main = asked('--mirror', choice.mirror) ?? asked('DAXLAB_MIRROR', environment['DAXLAB_MIRROR']) ?? fromHost(sources, releases, /^(-updates|-backports|-proposed-updates)?$/);
  if (!main) {
    throw new ConfigError({
      doing: 'looking for a Debian mirror',
      to: "this machine's apt configuration",
      expected: `a source of Debian's main component whose suite is one of ${releases.join(', ')}`,
      seen: sources.length === 0 ? 'no sources at all' : `only others, in ${[...new Set(sources.map(({ file }) => file))].join(', ')}`,
      next: 'name a mirror: --mirror ADDRESS, or the variable DAXLAB_MIRROR',
    });
  }
  const wanted = asked('--security-mirror', choice.securityMirror) ?? asked('DAXLAB_SECURITY_MIRROR', environment['DAXLAB_SECURITY_MIRROR']);
  if (wanted?.uri === 'none') return { main, security: undefined };
  // Somebody who overrides the main mirror does not want the machine's own one asked behind their back, unless there is nothing else.
  const host = fromHost(sources, releases, /^(-security|\/updates)$/);
  const derived = derive(main);
  const isOverridden = main.from.startsWith('--') || main.from.startsWith('DAXLAB');
  return { main, security: wanted ?? (isOverridden ? (derived ?? host) : (host ?? derived)) };
}

function asked(from: string, uri: string | undefined): Archive | undefined {
  return uri === undefined || uri === '' ? undefined : { uri: uri.replace(/\/+$/, ''), signedBy: undefined, from };
}

/** The likeliest entry for Debian's own archive among those whose suite is a release followed by `suffix`. */
function fromHost(sources: readonly HostSource[], releases: readonly string[], suffix: RegExp): Archive | undefined {
  const isRelease = (suite: string) => releases.some((release) => suite.startsWith(release) && suffix.test(suite.slice(release.length)));
  const [best] = sources
    .filter((source) => source.components.includes('main') && source.uris.length > 0 && source.suites.some(isRelease))
    .map((source) => ({ source, points: likelihood(source) }))
    .sort((a, b) => b.points - a.points);
  return best && { uri: String(best.source.uris[0]).replace(/\/+$/, ''), signedBy: best.source.signedBy, from: best.source.file };
}

/** Others have archives for a release as well, with a component `main`; they are signed with keys of their own. */
function likelihood({ signedBy, uris, file }: HostSource): number {
  const signature = signedBy === undefined ? 2 : signedBy.includes('debian-archive') ? 4 : 0;
  const path = uris.some((uri) => /\/debian(-security)?\/?$/.test(uri)) ? 1 : 0;
  return signature + path + (/\/(debian\.sources|sources\.list)$/.test(file) ? 1 : 0);
}

/** Mirrors that carry both have the security archive beside the main one. */
function derive({ uri, signedBy, from }: Archive): Archive | undefined {
  return uri.endsWith('/debian') ? { uri: `${uri}-security`, signedBy, from: `${from}, beside the main archive` } : undefined;
}
