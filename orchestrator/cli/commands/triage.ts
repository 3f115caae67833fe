/** `daxlab triage`: what is new, since when, and what changed, from any number of records. */
import { Command, Option } from 'commander';
import { ConfigError } from '../../config/explained-error.ts';
import { EXIT } from '../../judge/verdict.ts';
import type { Question } from '../../triage/triage.ts';
import { runsSince } from '../age.ts';
import type { Context } from '../context.ts';
import { examples } from '../examples.ts';
import { RESULTS_FOLDER, collectFolders, collectNames, jsonOption, knownOption } from '../options.ts';

const HELP = examples([
  ['npx daxlab triage', "every record in this checkout's results/"],
  ['npx daxlab triage --results results --results /copied/from/elsewhere', 'records of several machines as one history'],
  ['npx daxlab triage --suite nightly --kernel debian:6.12', 'the nightly rows of one kernel'],
  ['npx daxlab triage --since 7d', 'what was first seen within a week counts as new'],
  ['npx daxlab triage --fail-on new', 'exit status 1 where something is new: for a job'],
  ['npx daxlab triage --markdown', 'for the page of a CI job'],
  ['npx daxlab triage --json', 'for programs'],
], `
A finding is new (first seen in the newest run of its row), still failing, flaky (k of n: seen and not seen on what the records call the same),
known (declared), fixed, or not run (the newest run says nothing about it). Kernels are compared by their release, and findings are one where
their fingerprints are. Rows that failed for want of infrastructure, are unsupported or were not run are no evidence of anything. Runs of
sensitivity are left out unless --suite asks for them: their errors were planted.`);

interface Options {
  readonly results?: string[];
  readonly suite?: string[];
  readonly machine?: string[];
  readonly kernel?: string[];
  readonly policy?: string[];
  readonly scenario?: string[];
  readonly known?: string;
  readonly since?: string;
  readonly failOn?: 'new';
  readonly json?: true;
  readonly markdown?: true;
}

export function triageCommand({ terminal, exitWith }: Context): Command {
  return new Command('triage')
    .description('says what is new, since which run and kernel, and what changed, from the records of any number of runs')
    .addOption(new Option('--results <dir...>', "folders of records, or single records; repeatable; this checkout's results/ unless given").argParser(collectFolders))
    .addOption(new Option('--suite <name>', 'only runs of this suite; repeatable and comma-separated').argParser(collectNames))
    .addOption(new Option('--machine <name>', 'only this machine; repeatable and comma-separated').argParser(collectNames))
    .addOption(new Option('--kernel <kernel>', "as it was asked for, or a range of releases such as '<6.9'; repeatable and comma-separated").argParser(collectNames))
    .addOption(new Option('--policy <name>', 'only this policy; repeatable and comma-separated').argParser(collectNames))
    .addOption(new Option('--scenario <name>', 'only this scenario; repeatable and comma-separated').argParser(collectNames))
    .addOption(new Option('--since <when>', 'what was not seen before it is new: a time such as 36h or 7d, a day such as 2026-03-01, or a run id').argParser(sinceArgument))
    .addOption(knownOption())
    .addOption(new Option('--fail-on <status>', 'exit with 1 where a finding is new').choices(['new']))
    .addOption(jsonOption('print a JSON object'))
    .addOption(new Option('--markdown', 'print Markdown, for the page of a CI job').conflicts('json'))
    .addHelpText('after', HELP)
    .action(async ({ results = [RESULTS_FOLDER], suite, known, since, failOn, json, markdown, ...filters }: Options) => {
      const [{ readRecords }, { triage }, { knownToday }, { resultsFolders }] = await Promise.all([import('../../triage/records/read-records.ts'), import('../../triage/triage.ts'), import('../known-today.ts'), import('../results-folders.ts')]);
      const answer = await triage(await readRecords(await resultsFolders(results)), { since, suites: suite, about: await rowsAskedFor(filters), isKnown: await knownToday(known) });
      if (json) terminal.out(`${JSON.stringify((await import('../../triage/triage-json.ts')).triageValue(answer), undefined, 2)}\n`);
      else if (markdown) terminal.out((await import('../../report/triage-markdown.ts')).triageMarkdown(answer));
      else terminal.out((await import('../../report/triage-text.ts')).triageText(answer, terminal.paint.out));
      if (failOn === 'new' && answer.findings.some(({ status }) => status === 'new')) exitWith(EXIT.kernel);
    });
}

async function rowsAskedFor({ machine, kernel, policy, scenario }: Pick<Options, 'machine' | 'kernel' | 'policy' | 'scenario'>): Promise<Question['about']> {
  if (!machine && !kernel && !policy && !scenario) return undefined;
  const { matchesKernel } = await import('../../config/suite-filter.ts');
  const { scenarioOf } = await import('../../archive/item-id.ts');
  const among = (names: readonly string[] | undefined, name: string): boolean => names === undefined || names.includes(name);
  return (row, releases) => among(machine, row.machine) && among(policy, row.policy) && among(scenario, scenarioOf(row))
    && (kernel === undefined || kernel.some((pattern) => [...releases].some((release) => matchesKernel(pattern, { kernel: row.kernel, release: release === '' ? undefined : release }))));
}

/** As run ids begin. */
function sinceArgument(text: string): string {
  const since = runsSince(text);
  if (since !== undefined) return since;
  throw new ConfigError({ doing: 'reading --since', expected: 'a time such as 36h or 7d, a day such as 2026-03-01, or a run id', seen: text });
}
