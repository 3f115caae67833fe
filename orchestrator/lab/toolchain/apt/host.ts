/** What this machine's own apt configuration says, asked from apt-config, so that APT_CONFIG and every conf.d file count. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../run.ts';
import { parseDeb822Sources, parseOneLineSources, type AptSource } from './sources.ts';

export interface HostSource extends AptSource {
  /** The file that says it. */
  readonly file: string;
}

/** Trees that are about what to fetch rather than how: ours to decide. */
const NOT_HOW = /^Acquire::(IndexTargets|Languages|GzipIndexes|CompressionTypes|Changelogs|cdrom)\b/;

const NEXT = 'daxlab needs apt and dpkg of a Debian machine; see `daxlab doctor`';

/** Proxies, time-outs, certificates, credentials' helpers: the Acquire settings, as lines of an apt.conf. */
export async function hostAcquireSettings(signal?: AbortSignal): Promise<string[]> {
  const dump = await run(['apt-config', 'dump', '--no-empty'], { doing: "reading this machine's apt configuration", next: NEXT }, { signal });
  return dump.split('\n').filter((line) => line.startsWith('Acquire::') && !NOT_HOW.test(line));
}

/** All sources that this machine's apt would use. A file that cannot be read or parsed is left out. */
export async function hostSources(signal?: AbortSignal): Promise<HostSource[]> {
  const shell = await run(
    ['apt-config', 'shell', 'LIST', 'Dir::Etc::sourcelist/f', 'PARTS', 'Dir::Etc::sourceparts/d'],
    { doing: "asking apt-config where this machine's sources are", next: NEXT },
    { signal },
  );
  const list = /^LIST='(.*)'$/m.exec(shell)?.[1];
  const parts = /^PARTS='(.*)'$/m.exec(shell)?.[1];
  const names = parts === undefined ? [] : (await readdir(parts).catch(() => [])).sort();
  const files = [...(list === undefined ? [] : [list]), ...names.map((name) => join(parts ?? '', name))];
  return (await Promise.all(files.map(sourcesIn))).flat();
}

async function sourcesIn(file: string): Promise<HostSource[]> {
  const parse = file.endsWith('.list') ? parseOneLineSources : file.endsWith('.sources') ? parseDeb822Sources : undefined;
  if (!parse) return [];
  try {
    return parse(await readFile(file, 'utf8')).map((source) => ({ ...source, file }));
  } catch {
    return [];
  }
}
