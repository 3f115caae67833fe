/** `daxlab cache prune`: keeps what was fetched and built under a limit. */
import { Command, Option } from 'commander';
import type { Context } from '../context.ts';
import { examples } from '../examples.ts';
import { sizeArgument } from '../options.ts';

const HELP = examples([
  ['npx daxlab cache prune --keep 5GiB', 'removes what was used longest ago until 5 GiB are left'],
]);

interface Options {
  readonly keep: number;
  readonly cache?: string;
}

export function cacheCommand(context: Context): Command {
  const prune = new Command('prune')
    .description('removes what was used longest ago; never what a running daxlab uses')
    .addOption(new Option('--keep <size>', 'how much may stay, such as 512MiB or 5GiB').argParser(sizeArgument).makeOptionMandatory())
    .addOption(new Option('--cache <dir>', 'the cache folder instead of $DAXLAB_CACHE or ~/.cache/daxlab'))
    .addHelpText('after', HELP)
    .action(async ({ keep, cache }: Options) => {
      const { openCache, prune: pruneCache } = await import('../../lab/toolchain/cache.ts');
      const { before, after, freed, inUse } = await pruneCache(await openCache(cache), keep);
      const kept = inUse.length > 0 ? `; ${inUse.length} in use were kept` : '';
      context.terminal.out(`${megabytes(before)} before, ${megabytes(after)} after: removed ${freed.length} entries${kept}\n`);
    });
  return new Command('cache').description('looks after what was fetched and built').addHelpText('after', HELP).addCommand(prune);
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
