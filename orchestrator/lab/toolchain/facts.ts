/** What `daxlab doctor` has to say about fetching and keeping things. */
import { constants, existsSync } from 'node:fs';
import { access, readFile, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { KEYRING } from './apt/configuration.ts';
import { hostSources } from './apt/host.ts';
import { chooseMirror, type MirrorChoice } from './apt/mirror.ts';
import { cachedEntries, entryKeys, type Cache } from './cache.ts';
import { readPackageConfig } from './package-config.ts';
import { run } from './run.ts';

/** One line of a doctor's report. */
export interface Fact {
  readonly name: string;
  readonly ok: boolean;
  readonly seen: string;
  /** What to do when it is not as it should be. */
  readonly next?: string;
}

/** A first run fits into 600 MB, measured: lists, tools, QEMU, one kernel, and what is downloaded meanwhile. The rest is for images and a second kernel. */
const WANTED_BYTES = 1e9;

/** Looks only; fetches nothing, and throws nothing. */
export async function toolchainFacts(cache: Cache, choice: MirrorChoice = {}): Promise<Fact[]> {
  return [await program('apt-get', 'apt'), await program('dpkg-deb', 'dpkg'), await mirror(choice), keyring(), await folder(cache), await space(cache), await qemu(cache)];
}

async function program(name: string, packageName: string): Promise<Fact> {
  try {
    const [first = ''] = (await run([name, '--version'], { doing: 'looking for a program', to: name })).split('\n');
    return { name, ok: true, seen: first };
  } catch {
    return { name, ok: false, seen: 'not there, or it does not run', next: `install ${packageName}; without it only --qemu and --kernel PATH work, once the guest tools are in the cache` };
  }
}

async function mirror(choice: MirrorChoice): Promise<Fact> {
  try {
    const { main, security } = chooseMirror(choice, await hostSources(), (await readPackageConfig()).releases);
    return { name: 'mirror', ok: true, seen: `from ${main.from}; ${security ? `security updates from ${security.from}` : 'no security updates'}` };
  } catch (error) {
    return { name: 'mirror', ok: false, seen: error instanceof Error ? String(error.message.split('\n')[0]) : String(error), next: 'name one with DAXLAB_MIRROR or --mirror' };
  }
}

function keyring(): Fact {
  const ok = existsSync(KEYRING);
  return { name: 'keyring', ok, seen: ok ? KEYRING : `no ${KEYRING}`, ...(ok ? {} : { next: 'install debian-archive-keyring' }) };
}

async function folder({ root }: Cache): Promise<Fact> {
  const ok = await access(root, constants.W_OK).then(() => true, () => false);
  return { name: 'cache folder', ok, seen: ok ? root : `${root} may not be written to`, ...(ok ? {} : { next: 'name another with DAXLAB_CACHE' }) };
}

async function space(cache: Cache): Promise<Fact> {
  const entries = await cachedEntries(cache);
  const taken = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  const free = await statfs(cache.root).then(({ bavail, bsize }) => bavail * bsize, () => 0);
  const ok = free + taken >= WANTED_BYTES;
  const next = 'free some space, or name a folder on another disk with DAXLAB_CACHE';
  return { name: 'cache size', ok, seen: `${gigabytes(taken)} in ${entries.length} entries, ${gigabytes(free)} free`, ...(ok ? {} : { next }) };
}

/** Only the version counts here; lab/toolchain/qemu/debian.ts writes the file. */
const descriptionSchema = z.object({ version: z.object({ major: z.int(), minor: z.int(), micro: z.int() }) });

async function qemu(cache: Cache): Promise<Fact> {
  const versions: string[] = [];
  for (const key of await entryKeys(cache, 'packages')) {
    if (!key.startsWith('qemu-')) continue;
    const text = await readFile(join(cache.root, 'packages', key, 'qemu.json'), 'utf8').catch(() => '{}');
    const { data } = descriptionSchema.safeParse(JSON.parse(text));
    if (data) versions.push(`${data.version.major}.${data.version.minor}.${data.version.micro}`);
  }
  return { name: 'QEMU in the cache', ok: true, seen: versions.length === 0 ? 'none yet; the first run fetches it' : versions.join(', ') };
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
