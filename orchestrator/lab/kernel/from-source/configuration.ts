/** The configuration of a kernel: the base of qemu-configs/kernels, and fragments by name or file on top of it. */
import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '../../../config/explained-error.ts';
import { noSuchName } from '../../../config/nearest.ts';
import { askedOptions, configText, lostOptions, setOptions, type AskedOption, type Fragment } from './fragment.ts';
import { whyLost } from './kconfig.ts';
import type { SourceFile } from './source-files.ts';

const FOLDER = fileURLToPath(new URL('../../../../qemu-configs/kernels', import.meta.url));
const SUFFIX = '.config';
/** Always the first. */
export const BASE = 'base';

export interface Configuration {
  readonly fragments: readonly Fragment[];
  readonly options: readonly AskedOption[];
  /** What Kconfig is given. */
  readonly text: string;
  /** About as many objects as a whole build makes. */
  readonly objects?: number | undefined;
}

/** Names of the fragments that come with daxlab. */
export async function fragmentNames(): Promise<string[]> {
  return (await readdir(FOLDER)).filter((file) => file.endsWith(SUFFIX)).map((file) => file.slice(0, -SUFFIX.length)).sort();
}

/** @param asked names, or files. @throws ConfigError */
export async function readConfiguration(asked: readonly string[]): Promise<Configuration> {
  const names = await fragmentNames();
  const fragments = await Promise.all([...new Set([BASE, ...asked])].map((one) => readFragment(one, names)));
  const { options, strange } = askedOptions(fragments);
  if (strange.length > 0) throw new ConfigError({ doing: 'reading the configuration of a kernel', expected: 'lines CONFIG_NAME=value, # CONFIG_NAME is not set, and comments', seen: strange.join('\n') });
  const objects = /^# objects: (\d+)$/m.exec(fragments[0]?.text ?? '')?.[1];
  return { fragments, options, text: configText(options), objects: objects === undefined ? undefined : Number(objects) };
}

async function readFragment(asked: string, names: readonly string[]): Promise<Fragment> {
  const isName = names.includes(asked);
  const file = isName ? join(FOLDER, `${asked}${SUFFIX}`) : asked;
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text !== undefined) return { name: isName ? asked : basename(asked), text };
  throw new ConfigError({ doing: 'reading the configuration of a kernel', to: asked, expected: `one of ${names.join(', ')}, or a file with CONFIG_ lines`, seen: noSuchName('fragment', asked, names) });
}

/**
 * Kconfig says nothing about an option that it does not take.
 * @throws ConfigError naming every one that did not come out as it was asked for, and what it depends on
 */
export async function checkTaken({ options }: Configuration, dotConfig: string, tree: string, files: readonly SourceFile[]): Promise<void> {
  const lost = lostOptions(options, dotConfig);
  if (lost.length === 0) return;
  const set = setOptions(dotConfig);
  const texts = await Promise.all(files.filter(({ path }) => /(^|\/)Kconfig[^/]*$/.test(path)).map(({ path }) => readFile(join(tree, path), 'utf8')));
  const lines = lost.map(({ name, value, from }) => `CONFIG_${name}=${value} (${from}) came out as ${set.get(name) ?? 'n'}: ${whyLost(name, texts, set)}`);
  throw new ConfigError({
    doing: 'configuring a kernel', expected: 'every option as it was asked for', seen: lines.join('\n'), next: 'ask for what it depends on in a fragment of your own (--config FILE), or leave it out',
  });
}
