/** Options that several commands share, and what their values may be. */
import { availableParallelism, freemem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { parseShard, type Shard } from '../config/shard.ts';
import { parseSize } from '../config/size.ts';
import { BEGINNINGS } from '../runner/beginning.ts';
import { GENERATIONS } from '../model/semantics.ts';
import { parseTime } from '../config/time.ts';

/** The folder of the checkout; its contents are ignored by git. */
export const RESULTS_FOLDER = fileURLToPath(new URL('../../results', import.meta.url));

/** What one guest takes of the host at most. */
const GUEST_MEMORY = 2 * 1024 ** 3;

/** As many guests as there are processors, and as fit into the memory that is free. */
export function defaultJobs(processors = availableParallelism(), memory = freemem()): number {
  return Math.max(1, Math.min(processors, Math.floor(memory / GUEST_MEMORY)));
}

/** Repeatable and comma-separated: `--machine cxl,hmem --machine nvdimm`. */
export function collectNames(text: string, before: readonly string[] = []): string[] {
  const names = text.split(',').map((name) => name.trim()).filter((name) => name !== '');
  if (names.length === 0) throw new InvalidArgumentError('a name is missing.');
  return [...new Set([...before, ...names])];
}

/** Repeatable; a folder's name may have a comma in it. */
export function collectFolders(folder: string, before: readonly string[] = []): string[] {
  return [...before, folder];
}

export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('it must be a whole number from 1 on.');
  return value;
}

/** Bytes. */
export function sizeArgument(text: string): number {
  const value = parseSize(text);
  if (value === undefined) throw new InvalidArgumentError('it must be a size such as 512MiB or 10GiB.');
  return value;
}

/** Milliseconds. */
export function timeArgument(text: string): number {
  const value = parseTime(text);
  if (value === undefined) throw new InvalidArgumentError('it must be a time such as 20m, 90s or 1h30m.');
  return value;
}

export function shardArgument(text: string): Shard {
  const value = parseShard(text);
  if (value === undefined) throw new InvalidArgumentError('it must be a part of a whole such as 1/4.');
  return value;
}

export const resultsOption = () => new Option('--results <dir>', 'the parent of <run-id>/').default(RESULTS_FOLDER, "this checkout's results/");
export const beginOption = () => new Option('--begin <how>', 'guests are forked from a booted one, or booted; auto: forked where several rows want one alike').choices(BEGINNINGS);
export const semanticsOption = () => new Option('--semantics <contract>', 'hold every kernel to this contract, whatever it shows: v5 is the series as posted').choices(GENERATIONS);
export const knownOption = () => new Option('--known <file>', 'a file of known issues instead of qemu-configs/known-issues.yaml');
export const modulesOption = () => new Option('--modules <dir>', 'modules for a kernel that is given by file');
export const qemuOption = () => new Option('--qemu <path>', 'your own QEMU, 8.0 or newer');
/** Absent: defaultJobs(). */
export const jobsOption = () => new Option('--jobs <n>', 'guests at a time; as many as processors and free memory allow').argParser(positiveInteger);
export const jsonOption = (what: string) => new Option('--json', what);

/** Where things are fetched from and kept. */
export interface FetchOptions {
  readonly mirror?: string;
  readonly cache?: string;
  readonly refresh?: boolean;
}

export function withFetchOptions(command: Command): Command {
  return command
    .addOption(new Option('--mirror <url>', "a package mirror instead of the one in this machine's own apt configuration"))
    .addOption(new Option('--cache <dir>', 'the cache folder instead of $DAXLAB_CACHE or ~/.cache/daxlab'))
    .addOption(new Option('--refresh', 'ask the mirror again what there is'));
}
