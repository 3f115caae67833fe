/** The private apt root's own configuration: no root rights, nothing of this machine's packages, its way of fetching only. */
import { existsSync } from 'node:fs';
import { InfrastructureError } from '../../errors.ts';
import type { PackageConfig } from '../package-config.ts';
import type { Archive, Mirror } from './mirror.ts';

/** Comes with every Debian; signs the archives of several releases. */
export const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * An apt.conf. apt reads APT_CONFIG first and this machine's apt.conf.d after it, which would win; so those are turned off, with their
 * hooks (Post-Invoke scripts that need root), and the Acquire settings are given over as lines.
 * @param lists directory with the sources and the fetched lists
 * @param scratch directory for everything that may go afterwards
 */
export function aptConfiguration(lists: string, scratch: string, architecture: string, acquire: readonly string[]): string {
  return [
    ...acquire,
    'Dir::Etc::main "/dev/null";',
    'Dir::Etc::parts "/dev/null";',
    `Dir::Etc::sourcelist "/dev/null";`,
    `Dir::Etc::sourceparts "${lists}/sources";`,
    'Dir::Etc::preferences "/dev/null";',
    'Dir::Etc::preferencesparts "/dev/null";',
    'Dir::Etc::trusted "/dev/null";',
    'Dir::Etc::trustedparts "/dev/null";',
    `Dir::State "${scratch}";`,
    `Dir::State::lists "${lists}/lists";`,
    // With no package installed, a closure is complete.
    `Dir::State::status "${lists}/status";`,
    `Dir::Cache "${scratch}";`,
    `Dir::Cache::archives "${scratch}/archives";`,
    'Dir::Cache::srcpkgcache "";',
    `Dir::Log "${scratch}";`,
    `APT::Architecture "${architecture}";`,
    `APT::Architectures { "${architecture}"; };`,
    // apt run by root gives up its rights to _apt, who may not enter root's cache folder.
    'APT::Sandbox::User "root";',
    'APT::Get::List-Cleanup "false";',
    'APT::Install-Recommends "false";',
    // A list that could not be fetched is an error, not a warning.
    'APT::Update::Error-Mode "any";',
    'Acquire::Languages "none";',
    // lz4: 41 MB instead of 111 MB for bookworm and trixie, at the same speed.
    'Acquire::GzipIndexes "true";',
    '',
  ].join('\n');
}

/** A .sources file for the configured suites. */
export function sourcesFile({ suites, components }: PackageConfig, { main, security }: Mirror): string {
  const paragraph = (archive: Archive | undefined, kind: 'main' | 'security') => {
    const names = suites.filter((suite) => suite.archive === kind).map(({ name }) => name);
    if (!archive || names.length === 0) return [];
    const fields = ['Types: deb', `URIs: ${archive.uri}`, `Suites: ${names.join(' ')}`, `Components: ${components.join(' ')}`, `Signed-By: ${signedBy(archive)}`];
    return [`${fields.join('\n')}\n`];
  };
  return [...paragraph(main, 'main'), ...paragraph(security, 'security')].join('\n');
}

function signedBy({ signedBy: own }: Archive): string {
  // A key of several lines goes back to the form in which it was read: each line after the first indented.
  if (own !== undefined) return own.replaceAll('\n', '\n ');
  if (existsSync(KEYRING)) return KEYRING;
  throw new InfrastructureError({
    doing: "looking for the key that signs Debian's archive",
    to: KEYRING,
    expected: 'the keyring, or a Signed-By in the source of this machine',
    seen: 'neither',
    next: 'install the package debian-archive-keyring',
  });
}
