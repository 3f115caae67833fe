/** `daxlab sensitivity`: whether the checks bite. */
import { Command, Option } from 'commander';
import { fileName } from '../../config/file-name.ts';
import type { Context } from '../context.ts';
import { examples } from '../examples.ts';
import { collectNames, defaultJobs, jobsOption, jsonOption, modulesOption, qemuOption, resultsOption, timeArgument, withFetchOptions, type FetchOptions } from '../options.ts';
import { reporters } from '../reporters.ts';

interface Options extends FetchOptions {
  readonly machine?: string[];
  readonly scenario?: string[];
  readonly kernel: string;
  readonly mutant?: string[];
  readonly modules?: string;
  readonly qemu?: string;
  readonly jobs?: number;
  readonly budget?: number;
  readonly results: string;
  readonly json?: true;
}

const HELP = examples([
  ['npx daxlab sensitivity --kernel debian:7.3', 'every mutant of the catalogue through smoke'],
  ['npx daxlab sensitivity nightly --kernel debian:7.3 --budget 25m', 'through the rows of a night, as many as start in 25 minutes'],
  ['npx daxlab sensitivity nightly --kernel debian:7.3 --scenario many-cycles --mutant release-skipped', 'one of them through other rows'],
  ['npx daxlab sensitivity --kernel debian:6.12 --mutant deinit-skipped,wrong-zone', 'two of them'],
], `
Exit status:
  0 at least 95 % of those that were tried are caught, and every other has its
    reason
  1 not so            3 infrastructure failed`);

export function sensitivityCommand(context: Context): Command {
  const command = new Command('sensitivity')
    .description('makes kernels that are wrong at one point each of a sound one, runs them through suites, and says which are caught, by what, after how much')
    .argument('[suite...]', 'suites by name, or YAML files with a suite or a scenario; smoke where none is given')
    .addOption(new Option('--machine <name>', 'only this machine; repeatable and comma-separated').argParser(collectNames))
    .addOption(new Option('--scenario <name>', 'only this scenario; repeatable and comma-separated').argParser(collectNames))
    .addOption(new Option('--kernel <name>', 'debian:<version>, build:<name> or a file: one that passes').makeOptionMandatory())
    .addOption(new Option('--mutant <name>', 'only this one; repeatable and comma-separated').argParser(collectNames))
    .addOption(modulesOption())
    .addOption(qemuOption())
    .addOption(jobsOption())
    .addOption(new Option('--budget <time>', 'start no further row when this time is used up: 20m, 90s, 1h30m').argParser(timeArgument))
    .addOption(resultsOption())
    .addOption(jsonOption('print exactly summary.json on standard output, everything else on standard error'));
  return withFetchOptions(command).addHelpText('after', HELP).action(async (suites: string[], options: Options) => {
    const [reporter, { sensitivity }, { isSensitive }, { sensitivityText }, { EXIT }] = await Promise.all([
      reporters(context, { result: options.json ? 'json' : 'none', cache: options.cache }), import('../../runner/sensitivity/sensitivity.ts'),
      import('../../runner/sensitivity/tried.ts'), import('../sensitivity-text.ts'), import('../../judge/verdict.ts'),
    ]);
    const { machine, scenario, kernel, mutant, modules, qemu, jobs = defaultJobs(), budget, results, mirror, cache, refresh = false } = options;
    const done = await sensitivity({ command: context.argv, suites: suites.length > 0 ? suites : undefined, machines: machine, scenarios: scenario, kernel, mutants: mutant, modules, qemu, jobs, budget, results, mirror, cache, refresh }, reporter(), context.signal);
    // With --json standard output is summary.json alone.
    (options.json ? context.terminal.err : context.terminal.out)(sensitivityText(done, fileName(results)));
    const { exitStatus } = done.summary;
    const ended = exitStatus === EXIT.interrupted || exitStatus === EXIT.infrastructure || exitStatus === EXIT.defect;
    context.exitWith(ended ? exitStatus : isSensitive(done.told.mutants) ? EXIT.ok : EXIT.kernel);
  });
}
