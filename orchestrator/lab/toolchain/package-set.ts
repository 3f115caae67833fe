/** A set of Debian packages, resolved, fetched and unpacked over one another: the way of everything that comes from a mirror. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fetchInto } from './apt/fetch.ts';
import { freshLists, type Lists } from './apt/lists.ts';
import type { Package } from './apt/package-index.ts';
import { withApt, type Apt } from './apt/session.ts';
import { entry, existingEntry, type EntryKind } from './cache.ts';
import type { ToolchainOptions, UsedPackage } from './options.ts';
import type { PackageConfig } from './package-config.ts';
import { readResolution, writeResolution, type Resolution } from './resolution.ts';

export interface WantedSet {
  readonly kind: EntryKind & ('packages' | 'kernel' | 'source');
  /** A word that begins the entry's name: `tools`, `qemu`, `linux-6.12.43`. */
  readonly label: (packages: readonly Package[]) => string;
  /** Everything that the choice depends on, as text. */
  readonly asked: string;
  /** Chooses the packages. @throws ConfigError or UnsupportedError when there are none */
  readonly resolve: (apt: Apt, lists: Lists) => Promise<Package[]>;
  /** What `finish` depends on besides the packages, as text: a configuration to build with. Part of the entry's name. */
  readonly inputs?: string;
  /** Makes more of the unpacked packages (in `<directory>/root`), once, before the entry is complete. */
  readonly finish: (directory: string, packages: readonly UsedPackage[]) => Promise<void>;
}

export interface PackageSet {
  /** Of the cache entry; the unpacked packages are in `root` below it. */
  readonly directory: string;
  readonly packages: readonly UsedPackage[];
}

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** `refresh` means: not older than this process. */
const STARTED = Date.now();

/** @throws InfrastructureError when something has to be fetched and cannot be */
export async function acquireSet(options: ToolchainOptions, config: PackageConfig, wanted: WantedSet): Promise<PackageSet> {
  const since = options.refresh === true ? STARTED : Date.now() - config.refreshAfterDays * DAY_MS;
  const known = await readResolution(options.cache, wanted.asked);
  if (known && known.fetched >= since) {
    const cached = await cachedSet(options, wanted, known);
    if (cached) return cached;
  }
  try {
    return await resolveAndFetch(options, config, wanted, since);
  } catch (error) {
    options.signal?.throwIfAborted();
    const cached = known && (await cachedSet(options, wanted, known));
    if (!cached || options.refresh === true) throw error;
    options.progress?.(`keeping packages chosen ${Math.round((Date.now() - known.fetched) / DAY_MS)} days ago: ${error instanceof Error ? String(error.message.split('\n')[0]) : String(error)}`);
    return cached;
  }
}

/** Without apt, without a network. */
async function cachedSet({ cache }: ToolchainOptions, wanted: WantedSet, { packages }: Resolution): Promise<PackageSet | undefined> {
  const directory = await existingEntry(cache, wanted.kind, setKey(wanted, packages));
  return directory === undefined ? undefined : { directory, packages: packages.map(used) };
}

async function resolveAndFetch(options: ToolchainOptions, config: PackageConfig, wanted: WantedSet, since: number): Promise<PackageSet> {
  const lists = await freshLists(options, config, since);
  try {
    return await fromLists(options, wanted, lists);
  } catch (error) {
    options.signal?.throwIfAborted();
    // Lists that were fetched some days ago may name files that the mirror has replaced since, and lack what is new. Not so after a typo or two.
    if (Date.now() - lists.fetched < HOUR_MS) throw error;
    const newer = await freshLists(options, config, Date.now()).catch(() => undefined);
    if (!newer) throw error;
    return fromLists(options, wanted, newer);
  }
}

async function fromLists(options: ToolchainOptions, wanted: WantedSet, lists: Lists): Promise<PackageSet> {
  const { cache, signal } = options;
  return withApt(cache, lists.directory, signal, async (apt) => {
    const packages = await wanted.resolve(apt, lists);
    const directory = await entry(cache, wanted.kind, setKey(wanted, packages), async (unfinished) => {
      await fetchInto(apt, packages, join(unfinished, 'root'), options);
      await wanted.finish(unfinished, packages.map(used));
    });
    await writeResolution(cache, { asked: wanted.asked, fetched: lists.fetched, packages });
    return { directory, packages: packages.map(used) };
  });
}

function used({ name, version, sha256 }: Package): UsedPackage {
  return { name, version, sha256 };
}

/** To be raised when `finish` of any set writes something else: an older daxlab's entries are then made again. */
const FORMAT = 1;

/** A hash over every name, version and sha256, and the other inputs. */
function setKey({ label, kind, inputs }: WantedSet, packages: readonly Package[]): string {
  const hash = createHash('sha256').update(JSON.stringify([FORMAT, kind, packages.map(used), ...(inputs === undefined ? [] : [inputs])])).digest('hex').slice(0, 24);
  return `${label(packages)}-${hash}`;
}
