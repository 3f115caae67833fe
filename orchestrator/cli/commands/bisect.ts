/** `daxlab bisect`: between which two kernels something broke, or was fixed. */
import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import { ConfigError } from '../../config/explained-error.ts';
import { EXIT } from '../../judge/verdict.ts';
import type { Bisected } from '../../runner/bisect/bisect.ts';
import { parseRate, runsNeeded, type Shown } from '../../runner/bisect/runs-needed.ts';
import type { Marked } from '../../runner/bisect/trier.ts';
import type { Context } from '../context.ts';
import { endingOf, SKIP } from '../error-status.ts';
import { examples } from '../examples.ts';
import { collectFolders, collectNames, defaultJobs, jobsOption, jsonOption, modulesOption, positiveInteger, qemuOption, resultsOption, withFetchOptions, type FetchOptions } from '../options.ts';
import { reporters } from '../reporters.ts';

interface Options extends FetchOptions {
  readonly good?: string;
  readonly bad?: string;
  readonly run?: true;
  readonly kernel?: string;
  readonly source?: string;
  readonly series: readonly string[];
  readonly config: readonly string[];
  readonly modules?: string;
  readonly machine?: string[];
  readonly policy?: string[];
  readonly attribute?: string;
  readonly finding?: string;
  readonly times?: number;
  readonly rate?: Shown;
  readonly qemu?: string;
  readonly jobs?: number;
  readonly results: string;
  readonly json?: true;
}

/** As it is typed in the folder of a kernel. */
const CLI = 'DAXLAB/orchestrator/cli/daxlab.mjs';

const HELP = examples([
  ['npx daxlab bisect cycle --machine cxl --attribute 1 --bad debian:6.12.43 --good debian:6.12.95', 'when was it fixed?'],
  ['npx daxlab bisect cycle --machine hmem --good debian:6.17.13 --bad debian:6.18.5', 'when did it break?'],
  ['npx daxlab bisect results/RUN/failures/ce87d469ebc46fdc/scenario.yaml --good K --bad K', 'with the steps of a finding'],
], `
The bad kernel is run --times, and on while what comes and goes was seen too seldom. Only the rows that show it are run on the other kernels, each kernel
as often as it takes to call it good: a bad one passes for good in one of a hundred cases.

Commits of a source tree, in that tree (DAXLAB is the checkout of daxlab, which node finds from any folder, where npx does not):
  $ git bisect start BAD GOOD
  $ git bisect run node ${CLI} bisect --run cycle --machine hmem --attribute 1 --finding ce87 --source .
builds each commit as \`kernel build\` does, and compiles only what differs from the one before; one that does not compile is skipped. A kernel that was built
otherwise is named by --kernel arch/x86/boot/bzImage, and --modules DIR where drivers are modules: the lib/modules/RELEASE of \`make modules_install\`. How
often a bad kernel shows the finding is read from the records in --results where the same rows have shown it (those of a finding's scenario.yaml: by
\`repro --times N\`); --rate says it otherwise.

Exit status:
    0 the two kernels were named, or with --run the kernel is good
    1 with --run: it is bad
  125 with --run: it cannot be told`);

/** Runs of the bad kernel to begin with; with --run, runs of each kernel where neither a rate nor a record says more. */
const TIMES = 3;

export function bisectCommand(context: Context): Command {
  const command = new Command('bisect')
    .description('finds the two adjacent kernels between which something broke or was fixed')
    .argument('<scenario>', 'a scenario by name, or a YAML file with one')
    .addOption(new Option('--good <kernel>', 'debian:<version> that is good'))
    .addOption(new Option('--bad <kernel>', 'debian:<version> that is bad; older or newer than the good one'))
    .addOption(new Option('--run', 'try the one kernel of --kernel and answer as `git bisect run` wants it'))
    .addOption(new Option('--kernel <name>', 'with --run: debian:<version>, build:<name> or a file'))
    .addOption(new Option('--source <dir>', 'with --run: build the kernel from this tree first').conflicts('kernel'))
    .addOption(new Option('--series <mbox|dir>', 'with --source: patches to apply; repeatable').argParser(collectFolders).default([], 'none'))
    .addOption(new Option('--config <fragment>', 'with --source: a fragment on top of base; repeatable and comma-separated').argParser(collectNames).default([], 'base alone'))
    .addOption(modulesOption())
    .addOption(new Option('--machine <name>', 'only this machine; repeatable and comma-separated').argParser(collectNames))
    .addOption(new Option('--policy <name>', 'with this policy; repeatable and comma-separated').argParser(collectNames))
    .addOption(new Option('--attribute <value>', 'only with this value of memmap_on_memory'))
    .addOption(new Option('--finding <fingerprint>', 'follow this finding (the beginning of its fingerprint is enough), not just any failure'))
    .addOption(new Option('--times <n>', `runs of the bad kernel to begin with, to measure how often it shows; with --run: runs of every row without it that make a kernel good (default: ${TIMES})`).argParser(positiveInteger))
    .addOption(new Option('--rate <k/n>', 'with --run: how often a bad kernel shows it, of which follows how often a good one has to pass; unless given, what the records say of --finding').argParser(rateArgument).conflicts('times'))
    .addOption(qemuOption())
    .addOption(jobsOption())
    .addOption(resultsOption())
    .addOption(jsonOption('print the result as JSON'));
  return withFetchOptions(command).addHelpText('after', HELP).action(async (scenario: string, options: Options) => {
    const { terminal, signal, exitWith } = context;
    terminal.err(`daxlab: bisect ${scenario}\n`);
    const [{ bisect, neededByRecords, tryKernel }, reporter] = await Promise.all([import('../../runner/bisect/bisect.ts'), reporters(context, { result: 'none', cache: options.cache })]);
    const { machine, policy, attribute, finding, rate, times = TIMES, modules, qemu, jobs = defaultJobs(), results, mirror, cache, refresh = false, json } = options;
    const request = { command: context.argv, scenario, machines: machine, policies: policy, attribute, finding, times, modules, qemu, jobs, results, mirror, cache, refresh };
    const told = { say: (line: string): void => { (json ? terminal.err : terminal.out)(`${line}\n`); }, reporter, signal };
    if (options.run) {
      const tried = async (): Promise<Marked> => {
        const kernel = options.source === undefined ? options.kernel : await built(context, options.source, options);
        if (kernel === undefined) throw missing('--source or --kernel', 'the tree that `git bisect run` is in, or the kernel that it has built');
        const asked = rate ? runsNeeded(rate) : options.times;
        return tryKernel(request, kernel, asked ?? await neededByRecords(request, kernel, told) ?? times, told);
      };
      exitWith({ good: EXIT.ok, bad: EXIT.kernel, skip: SKIP }[await tried().catch(skipped(context))]);
      return;
    }
    const { good, bad } = options;
    if (rate) throw new ConfigError({ doing: 'reading the options of bisect', expected: '--run beside --rate', seen: 'none: between two builds it is measured', next: '--times N measures longer' });
    if (good === undefined || bad === undefined) throw missing(good === undefined ? '--good' : '--bad', 'debian:<version>');
    const result = await bisect(request, { good, bad }, told);
    if (json) terminal.out(`${JSON.stringify(result, undefined, 2)}\n`);
    else terminal.out(conclusion(result));
  });
}

/** Every step under one name: the record of its run says which commit it was. */
const STEP = 'bisect';

async function built({ terminal, signal }: Context, source: string, { series, config, mirror, cache, refresh }: Options): Promise<string> {
  const [{ buildNamed }, { openCache }] = await Promise.all([import('../../lab/kernel/source-build.ts'), import('../../lab/toolchain/cache.ts')]);
  const progress = (what: string): void => { terminal.err(`${what}\n`); };
  const { record } = await buildNamed({ name: STEP, source, series, config, jobs: availableParallelism() }, { cache: await openCache(cache), mirror, refresh, progress, signal });
  terminal.err(`built ${record.source.name}\n`);
  return `build:${STEP}`;
}

/** Any status from 1 to 127 but this one would call the commit bad: whatever went wrong, wrong usage as well, is no word about the kernel. */
const skipped = ({ terminal, signal }: Context) => (error: unknown): 'skip' => {
  if (signal.aborted) throw error;
  terminal.err(endingOf(error, signal).text);
  return 'skip';
};

const missing = (option: string, what: string): ConfigError => new ConfigError({ doing: 'reading the options of bisect', expected: `${option}: ${what}`, seen: 'none' });

function rateArgument(text: string): Shown {
  const rate = parseRate(text);
  if (!rate) throw new InvalidArgumentError('it must be k of n runs such as 3/4, at least one of them.');
  return rate;
}

function conclusion({ kernels, change, broke, title = 'it' }: Bisected): string {
  const [last, first] = [kernels[change.last] ?? '', kernels[change.first] ?? ''];
  const names = change.skipped.map((place) => kernels[place] ?? '');
  const skipped = names.length === 0 ? '' : `could not be told: ${names.join(', ')}; the change is in one of these or in ${first}\n`;
  return `${broke ? 'broken' : 'fixed'} between ${last} (${broke ? 'good' : 'bad'}) and ${first} (${broke ? 'bad' : 'good'}): ${title}\n${skipped}`;
}
