/** `daxlab compare`: the same scenarios on two kernels, and what the second does otherwise. */
import { Command, Option } from 'commander';
import { EXIT } from '../../judge/verdict.ts';
import type { Generation } from '../../model/semantics.ts';
import type { Comparison } from '../../report/comparison/shape.ts';
import type { Beginning } from '../../runner/beginning.ts';
import type { Context } from '../context.ts';
import { examples } from '../examples.ts';
import { beginOption, collectNames, defaultJobs, jobsOption, jsonOption, knownOption, modulesOption, qemuOption, resultsOption, semanticsOption, timeArgument, withFetchOptions, type FetchOptions } from '../options.ts';
import { reporters } from '../reporters.ts';

interface Options extends FetchOptions {
  readonly base: string;
  readonly with: string;
  readonly machine?: string[];
  readonly policy?: string[];
  readonly scenario?: string[];
  readonly known?: string;
  readonly modules?: string;
  readonly qemu?: string;
  readonly begin?: Beginning;
  readonly semantics?: Generation;
  readonly jobs?: number;
  readonly budget?: number;
  readonly results: string;
  readonly json?: true;
}

const HELP = examples([
  ['npx daxlab compare --base build:base --with build:v5', 'smoke on both, and what the series changes'],
  ['npx daxlab compare --base debian:6.12.43 --with debian:6.12.95 nightly', 'a night on both'],
  ['npx daxlab compare --base debian:6.12 --with debian:7.3 nightly --scenario many-cycles', 'one scenario of it'],
  ['npx daxlab compare --base build:base --with build:v5 --semantics v5', 'both held to the series as posted'],
], `
The record has it as compare.json, as compare.md for a pull request, and at the top of report.html.

Exit status:
  1 something was found only with the second kernel   0 nothing was
  else as of \`daxlab run\``);

export function compareCommand(context: Context): Command {
  const command = new Command('compare')
    .description('runs the same scenarios on two kernels side by side, and tells what differs')
    .argument('[suite...]', 'suites by name, or YAML files with a suite or a scenario; smoke where none is given')
    .addOption(new Option('--base <kernel>', 'debian:<version>, build:<name> or a file').makeOptionMandatory())
    .addOption(new Option('--with <kernel>', 'the kernel that is held against it').makeOptionMandatory())
    .addOption(new Option('--machine <name>', 'only this machine; repeatable and comma-separated').argParser(collectNames))
    .addOption(new Option('--policy <name>', 'only this policy; repeatable and comma-separated').argParser(collectNames))
    .addOption(new Option('--scenario <name>', 'only this scenario; repeatable and comma-separated').argParser(collectNames))
    .addOption(knownOption())
    .addOption(modulesOption())
    .addOption(qemuOption())
    .addOption(beginOption())
    .addOption(semanticsOption())
    .addOption(jobsOption())
    .addOption(new Option('--budget <time>', 'start no further row when this time is used up: 20m, 90s, 1h30m').argParser(timeArgument))
    .addOption(resultsOption())
    .addOption(jsonOption('print exactly compare.json on standard output, progress on standard error'));
  return withFetchOptions(command).addHelpText('after', HELP).action(async (suites: string[], options: Options) => {
    const { terminal, signal, exitWith } = context;
    const { base, with: other, machine, policy, scenario, known, modules, qemu, begin, semantics, jobs = defaultJobs(), budget, results, mirror, cache, refresh = false, json } = options;
    terminal.err(`daxlab: compare ${base} with ${other}: ${suites.join(' ') || 'smoke'}\n`);
    const kernels = { base, with: other };
    let comparison: Comparison | undefined;
    const [{ run }, { comparisonText }, reporter] = await Promise.all([
      import('../../runner/run.ts'), import('../../report/comparison/text.ts'),
      reporters(context, { result: 'none', cache, known, compare: { kernels, told: (came) => { comparison = came; } } }),
    ]);
    const request = {
      command: context.argv, suites: suites.length > 0 ? suites : undefined, machines: machine, kernels: [base, other], policies: policy, scenarios: scenario, known, modules, qemu, begin, semantics,
      compare: kernels, jobs, budget, results, mirror, cache, refresh,
    };
    const { exitStatus, runId } = await run(request, reporter(), signal);
    if (!comparison) { exitWith(exitStatus); return; }
    terminal.out(json ? `${JSON.stringify(comparison, undefined, 2)}\n` : `${comparisonText(comparison)}record: ${runId}\n`);
    exitWith(statusOf(comparison, exitStatus));
  });
}

/** What both show is not the series' doing. */
function statusOf({ findings }: Comparison, exitStatus: number): number {
  if (exitStatus === EXIT.interrupted || exitStatus === EXIT.defect) return exitStatus;
  if (findings.onlyWith.length > 0) return EXIT.kernel;
  return exitStatus === EXIT.kernel ? EXIT.ok : exitStatus;
}
