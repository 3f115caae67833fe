/** `daxlab results prune`: keeps the records of runs under a limit, and every record that an open finding needs. */
import { stat } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { ConfigError } from '../../config/explained-error.ts';
import { parseSize } from '../../config/size.ts';
import type { ReadRun } from '../../triage/records/records.ts';
import type { Keep, Retention, StoredRecord } from '../../triage/retention.ts';
import { runsSince } from '../age.ts';
import type { Context } from '../context.ts';
import { examples, type Example } from '../examples.ts';
import { collectFolders, jsonOption, RESULTS_FOLDER } from '../options.ts';

const EXAMPLES: readonly Example[] = [
  ['npx daxlab results prune --keep 100 --dry-run', 'what would go if 100 runs were to stay'],
  ['npx daxlab results prune --keep 30d', 'removes runs that are older than 30 days'],
  ['npx daxlab results prune --keep 20GiB', 'removes the oldest until 20 GiB are left'],
];
const WHAT_STAYS = `
Triage says of every finding that is new, still failing, flaky or not run lately the same before and after, whatever the limit. So these stay: its last good
run, its first bad and its newest bad one, those between which it had been fixed before, the newest of its row, and of one that comes and goes all that k of n
is made of (of one that shows whenever it could, k of n counts the runs that are left). Records that cannot be read stay, and so does a run that
may still go on. Records that lie in several folders are one history: name all.`;

interface Options {
  readonly keep: Keep;
  readonly results?: string[];
  readonly known?: string;
  readonly dryRun?: boolean;
  readonly json?: true;
}

export function resultsCommand(context: Context): Command {
  const prune = new Command('prune')
    .description('removes the oldest records; never one that an open finding needs')
    .addOption(new Option('--keep <limit>', 'what may stay: a number of runs, an age such as 30d, or a size such as 20GiB').argParser(keepArgument).makeOptionMandatory())
    .addOption(new Option('--results <dir>', "a folder of records; repeatable; this checkout's results/ unless given").argParser(collectFolders))
    .addOption(new Option('--known <file>', 'a file of known issues instead of qemu-configs/known-issues.yaml: what is declared there needs no records'))
    .addOption(new Option('--dry-run', 'only says what it would remove'))
    .addOption(jsonOption('print a JSON object'))
    .addHelpText('after', examples(EXAMPLES, WHAT_STAYS))
    .action(async ({ keep, results = [RESULTS_FOLDER], known, dryRun = false, json }: Options) => {
      const [{ readRecords }, { triage }, { retention }, { knownToday }, { resultsFolders }] = await Promise.all([
        import('../../triage/records/read-records.ts'), import('../../triage/triage.ts'), import('../../triage/retention.ts'), import('../known-today.ts'), import('../results-folders.ts'),
      ]);
      const { runs: told, planted, skipped, ...triaged } = await triage(await readRecords(await resultsFolders(results)), { isKnown: await knownToday(known) });
      const runs = [...told, ...planted].sort((one, other) => (one.run < other.run ? -1 : 1));
      const decided = retention(await Promise.all(runs.map(stored)), keep, triaged);
      if (!dryRun) await remove(decided, runs);
      const answer = { ...decided, dryRun, unreadable: skipped };
      context.terminal.out(json ? `${JSON.stringify(answer, undefined, 2)}\n` : text(answer));
    });
  return new Command('results').description('looks after the records of runs').addHelpText('after', examples(EXAMPLES)).addCommand(prune);
}

function keepArgument(limit: string): Keep {
  if (/^\d+$/.test(limit)) return { kind: 'runs', count: Number(limit) };
  const [since, bytes] = [runsSince(limit), parseSize(limit)];
  if (since !== undefined) return { kind: 'since', since };
  if (bytes !== undefined) return { kind: 'size', bytes };
  throw new ConfigError({ doing: 'reading --keep', expected: 'a number of runs, an age such as 30d, or a size such as 20GiB', seen: limit });
}

const DAY = 24 * 60 * 60 * 1000;

async function stored({ run, folder, whole }: ReadRun): Promise<StoredRecord> {
  const [{ diskUsage }, { recordFiles }] = await Promise.all([import('../../lab/toolchain/cache/disk-usage.ts'), import('../../archive/layout.ts')]);
  const written = whole ? undefined : await stat(recordFiles(folder).events).catch(() => undefined);
  return { run, bytes: await diskUsage(folder), busy: written !== undefined && Date.now() - written.mtimeMs < DAY };
}

async function remove({ removed }: Retention, runs: readonly ReadRun[]): Promise<void> {
  const { removeRecord } = await import('../../archive/remove-record.ts');
  const folders = new Map(runs.map(({ run, folder }) => [run, folder]));
  for (const { run } of removed) await removeRecord(folders.get(run) ?? '');
}

/** Reasons of one record that are told; a run that brought many findings has as many. */
const MOST_REASONS = 3;

function text({ kept, removed, dryRun, unreadable }: Retention & { readonly dryRun: boolean; readonly unreadable: readonly { readonly path: string; readonly reason: string }[] }): string {
  const megabytes = (records: readonly { readonly bytes: number }[]): string => `${Math.round(records.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6)} MB`;
  const beyond = kept.filter(({ needed }) => needed.length > 0);
  return [
    ...beyond.flatMap(({ run, needed }) => [
      `${run} stays beyond the limit:`, ...needed.slice(0, MOST_REASONS).map((why) => `    ${why}`), ...(needed.length > MOST_REASONS ? [`    and ${needed.length - MOST_REASONS} more reason${needed.length - MOST_REASONS === 1 ? '' : 's'}`] : []),
    ]),
    ...unreadable.map(({ path, reason }) => `${path} stays: it cannot be read: ${reason}`),
    ...(dryRun ? removed.map(({ run }) => `${run} would go`) : []),
    `${dryRun ? 'would remove' : 'removed'} ${removed.length} records, ${megabytes(removed)}; ${kept.length} stay, ${megabytes(kept)}${beyond.length > 0 ? `, ${beyond.length} of them for open findings or because they may still be written` : ''}`,
  ].map((line) => `${line}\n`).join('');
}
