/** `daxlab run`: scenarios in guests, a record in results/. */
import { Command, Option } from 'commander';
import { fileName } from '../../config/file-name.ts';
import type { Shard } from '../../config/shard.ts';
import type { Beginning } from '../../runner/beginning.ts';
import type { Generation } from '../../model/semantics.ts';
import type { RunRequest } from '../../runner/request.ts';
import type { Context } from '../context.ts';
import { examples } from '../examples.ts';
import { beginOption, collectNames, defaultJobs, jobsOption, jsonOption, knownOption, modulesOption, qemuOption, resultsOption, semanticsOption, shardArgument, timeArgument, withFetchOptions, type FetchOptions } from '../options.ts';
import { reporters } from '../reporters.ts';

interface Options extends FetchOptions {
  readonly machine?: string[];
  readonly kernel?: string[];
  readonly policy?: string[];
  readonly scenario?: string[];
  readonly known?: string;
  readonly modules?: string;
  readonly qemu?: string;
  readonly begin?: Beginning;
  readonly semantics?: Generation;
  readonly jobs?: number;
  readonly budget?: number;
  readonly shard?: Shard;
  readonly resume?: string;
  readonly withKernel?: true;
  readonly results: string;
  readonly json?: true;
}

const HELP = examples([
  ['npx daxlab run', 'the smoke suite'],
  ['npx daxlab run smoke --machine cxl,hmem --jobs 2', 'two of its machines'],
  ['npx daxlab run nightly --scenario replaced-expander --kernel debian:7.3', 'one scenario of a suite'],
  ['npx daxlab run --kernel debian:6.12.43', 'with exactly that kernel'],
  ['npx daxlab run --kernel arch/x86/boot/bzImage --modules DIR', 'with a kernel of your own'],
  ['npx daxlab run own-scenario.yaml --machine hmem', 'a scenario from a file'],
  ['npx daxlab run nightly --budget 20m --shard 1/4', 'the first quarter of its rows, as many as start in 20 minutes'],
  ['npx daxlab run --resume latest', 'the rows that the newest run did not come to'],
  ['npm start -- --json', 'smoke, with summary.json on standard output'],
]);

export function runCommand(context: Context): Command {
  const command = new Command('run')
    .description('runs scenarios in guests and leaves a record in results/')
    .argument('[suite...]', 'suites by name, or YAML files with a suite or a scenario; smoke where none is given')
    .addOption(new Option('--machine <name>', 'only this machine; repeatable and comma-separated').argParser(collectNames))
    .addOption(new Option('--kernel <name>', "debian:<version>, build:<name> or a file, instead of the suite's; repeatable and comma-separated").argParser(collectNames))
    .addOption(new Option('--policy <name>', 'only this policy; repeatable and comma-separated').argParser(collectNames))
    .addOption(new Option('--scenario <name>', 'only this scenario; repeatable and comma-separated').argParser(collectNames))
    .addOption(knownOption())
    .addOption(modulesOption())
    .addOption(qemuOption())
    .addOption(beginOption())
    .addOption(semanticsOption())
    .addOption(jobsOption())
    .addOption(new Option('--budget <time>', 'start no further row when this time is used up: 20m, 90s, 1h30m').argParser(timeArgument))
    .addOption(new Option('--shard <i/n>', 'only the i-th of n parts of the rows').argParser(shardArgument))
    .addOption(new Option('--resume <run>', 'run what has no verdict in that run (an id, a path or latest), and take over what has'))
    .addOption(new Option('--with-kernel', "put the kernel into each finding's bundle as well"))
    .addOption(resultsOption())
    .addOption(jsonOption('print exactly summary.json on standard output, progress on standard error'));
  return withFetchOptions(command).addHelpText('after', HELP).action(async (suites: string[], options: Options) => {
    const { terminal, signal, exitWith } = context;
    const resume = options.resume === undefined ? undefined : await resumedFolder(options.results, options.resume);
    terminal.err(`daxlab: run ${resume === undefined ? (suites.join(' ') || 'smoke') : [...suites, `what is left of ${fileName(resume)}`].join(' ')}\n`);
    const [{ run }, reporter] = await Promise.all([import('../../runner/run.ts'), reporters(context, { result: options.json ? 'json' : 'text', withKernel: options.withKernel, cache: options.cache, known: options.known })]);
    const { exitStatus } = await run(requestOf(context.argv, suites, resume, options), reporter(), signal);
    exitWith(exitStatus);
  });
}

async function resumedFolder(results: string, run: string): Promise<string> {
  const { runFolder } = await import('../run-argument.ts');
  return runFolder(results, run);
}

function requestOf(argv: readonly string[], suites: readonly string[], resume: string | undefined, options: Options): RunRequest {
  const { machine, kernel, policy, scenario, known, modules, qemu, begin, semantics, jobs = defaultJobs(), budget, shard, results, mirror, cache, refresh = false } = options;
  return {
    command: argv, suites: suites.length > 0 ? suites : undefined, machines: machine, kernels: kernel, policies: policy, scenarios: scenario, known, modules, qemu, begin, semantics, jobs, budget, shard, resume,
    results, mirror, cache, refresh,
  };
}
