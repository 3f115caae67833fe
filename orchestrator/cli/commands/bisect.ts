/** `daxlab bisect`: between which two kernels something broke, or was fixed. */
import { Command, Option } from 'commander';
import { ConfigError } from '../../config/explained-error.ts';
import { EXIT } from '../../judge/verdict.ts';
import type { Bisected } from '../../runner/bisect/bisect.ts';
import type { Context } from '../context.ts';
import { endingOf } from '../error-status.ts';
import { examples } from '../examples.ts';
import { collectNames, defaultJobs, jsonOption, positiveInteger, resultsOption, withFetchOptions, type FetchOptions } from '../options.ts';
import { reporters } from '../reporters.ts';

interface Options extends FetchOptions {
  readonly good?: string;
  readonly bad?: string;
  readonly run?: true;
  readonly kernel?: string;
  readonly modules?: string;
  readonly machine?: string[];
  readonly policy?: string[];
  readonly attribute?: string;
  readonly finding?: string;
  readonly times: number;
  readonly qemu?: string;
  readonly jobs?: number;
  readonly results: string;
  readonly json?: true;
}

const HELP = `${examples([
  ['npx daxlab bisect cycle --machine cxl --attribute 1 --bad debian:6.12.43 --good debian:6.12.95', 'when was it fixed?'],
  ['npx daxlab bisect cycle --machine hmem --good debian:6.17.13 --bad debian:6.18.5', 'when did it break?'],
  ['npx daxlab bisect results/RUN/failures/ce87d469ebc46fdc/scenario.yaml --good K --bad K', 'with the steps of a finding'],
  ['git bisect run npx daxlab bisect --run SCENARIO --kernel arch/x86/boot/bzImage', 'commits of a source tree (build it first)'],
])}
Exit status:
  0 the two kernels were named, or with --run the kernel is good   1 with --run: it is bad   125 with --run: it cannot be told`;

/** What `git bisect run` skips. */
const SKIP = 125;

export function bisectCommand(context: Context): Command {
  const command = new Command('bisect')
    .description('finds the two adjacent kernels between which something broke or was fixed')
    .argument('<scenario>', 'a scenario by name, or a YAML file with one')
    .addOption(new Option('--good <kernel>', 'debian:<version> that is good'))
    .addOption(new Option('--bad <kernel>', 'debian:<version> that is bad; older or newer than the good one'))
    .addOption(new Option('--run', 'try the one kernel of --kernel and answer as `git bisect run` wants it'))
    .addOption(new Option('--kernel <name>', 'with --run: debian:<version>, build:<name> or a file'))
    .addOption(new Option('--modules <dir>', 'modules for a kernel that is given by file'))
    .addOption(new Option('--machine <name>', 'only this machine; repeatable and comma-separated').argParser(collectNames))
    .addOption(new Option('--policy <name>', 'with this policy; repeatable and comma-separated').argParser(collectNames))
    .addOption(new Option('--attribute <value>', 'only with this value of memmap_on_memory'))
    .addOption(new Option('--finding <fingerprint>', 'follow this finding (the beginning is enough), not just any failure'))
    .addOption(new Option('--times <n>', 'runs of the bad kernel, to measure how often it fails; with --run: runs of the kernel').argParser(positiveInteger).default(1))
    .addOption(new Option('--qemu <path>', 'your own QEMU, 8.0 or newer'))
    .addOption(new Option('--jobs <n>', 'guests at a time; as many as processors and free memory allow').argParser(positiveInteger))
    .addOption(resultsOption())
    .addOption(jsonOption('print the result as JSON'));
  return withFetchOptions(command).addHelpText('after', HELP).action(async (scenario: string, options: Options) => {
    const { terminal, signal, exitWith } = context;
    terminal.err(`daxlab: bisect ${scenario}\n`);
    const [{ bisect, tryKernel }, reporter] = await Promise.all([import('../../runner/bisect/bisect.ts'), reporters(context, { result: 'none', cache: options.cache })]);
    const { machine, policy, attribute, finding, times, modules, qemu, jobs = defaultJobs(), results, mirror, cache, refresh = false, json } = options;
    const request = { command: context.argv, scenario, machines: machine, policies: policy, attribute, finding, times, modules, qemu, jobs, results, mirror, cache, refresh };
    const told = { say: (line: string): void => { (json ? terminal.err : terminal.out)(`${line}\n`); }, reporter, signal };
    if (options.run) {
      const tried = async (): Promise<'good' | 'bad' | 'skip'> => {
        if (options.kernel === undefined) throw missing('--kernel', 'the kernel that `git bisect run` has built');
        return tryKernel(request, options.kernel, told);
      };
      exitWith({ good: EXIT.ok, bad: EXIT.kernel, skip: SKIP }[await tried().catch(skipped(context))]);
      return;
    }
    const { good, bad } = options;
    if (good === undefined || bad === undefined) throw missing(good === undefined ? '--good' : '--bad', 'debian:<version>');
    const result = await bisect(request, { good, bad }, told);
    if (json) terminal.out(`${JSON.stringify(result, undefined, 2)}\n`);
    else terminal.out(conclusion(result));
  });
}

/** Any status from 1 to 127 but this one would call the commit bad: whatever went wrong, wrong usage as well, is no word about the kernel. */
const skipped = ({ terminal, signal }: Context) => (error: unknown): 'skip' => {
  if (signal.aborted) throw error;
  terminal.err(endingOf(error, signal).text);
  return 'skip';
};

const missing = (option: string, what: string): ConfigError => new ConfigError({ doing: 'reading the options of bisect', expected: `${option}: ${what}`, seen: 'none' });

function conclusion({ kernels, change, broke, title = 'it' }: Bisected): string {
  const [last, first] = [kernels[change.last] ?? '', kernels[change.first] ?? ''];
  const names = change.skipped.map((place) => kernels[place] ?? '');
  const skipped = names.length === 0 ? '' : `could not be told: ${names.join(', ')}; the change is in one of these or in ${first}\n`;
  return `${broke ? 'broken' : 'fixed'} between ${last} (${broke ? 'good' : 'bad'}) and ${first} (${broke ? 'bad' : 'good'}): ${title}\n${skipped}`;
}
