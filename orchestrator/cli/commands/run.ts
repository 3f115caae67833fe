/** `daxlab run`: scenarios in guests, a record in results/. */
import { Command, Option } from 'commander';
import type { Reporter } from '../../archive/reporter.ts';
import { fileName } from '../../config/file-name.ts';
import type { RunRequest } from '../../runner/request.ts';
import type { Context } from '../context.ts';
import { examples } from '../examples.ts';
import { collectNames, defaultJobs, jsonOption, positiveInteger, resultsOption, withFetchOptions, type FetchOptions } from '../options.ts';

interface Options extends FetchOptions {
  readonly machine?: string[];
  readonly kernel?: string[];
  readonly policy?: string[];
  readonly modules?: string;
  readonly qemu?: string;
  readonly jobs?: number;
  readonly results: string;
  readonly json?: true;
}

const HELP = examples([
  ['npx daxlab run', 'the smoke suite'],
  ['npx daxlab run smoke --machine cxl,hmem --jobs 2', 'two of its machines'],
  ['npx daxlab run --kernel debian:6.12.43', 'with exactly that kernel'],
  ['npx daxlab run --kernel arch/x86/boot/bzImage --modules DIR', 'with a kernel of your own'],
  ['npx daxlab run own-scenario.yaml --machine hmem', 'a scenario from a file'],
  ['npm start -- --json', 'smoke, with summary.json on standard output'],
]);

export function runCommand(context: Context): Command {
  const command = new Command('run')
    .description('runs scenarios in guests and leaves a record in results/')
    .argument('[suite...]', 'suites by name, or YAML files with a suite or a scenario', ['smoke'])
    .addOption(new Option('--machine <name>', 'only this machine; repeatable and comma-separated').argParser(collectNames))
    .addOption(new Option('--kernel <name>', "debian:<version>, build:<name> or a file, instead of the suite's; repeatable and comma-separated").argParser(collectNames))
    .addOption(new Option('--policy <name>', 'only this policy; repeatable and comma-separated').argParser(collectNames))
    .addOption(new Option('--modules <dir>', 'modules for a kernel that is given by file'))
    .addOption(new Option('--qemu <path>', 'your own QEMU, 8.0 or newer'))
    .addOption(new Option('--jobs <n>', 'guests at a time; as many as processors and free memory allow').argParser(positiveInteger))
    .addOption(resultsOption())
    .addOption(jsonOption('print exactly summary.json on standard output, progress on standard error'));
  return withFetchOptions(command).addHelpText('after', HELP).action(async (suites: string[], options: Options) => {
    const { terminal, signal, exitWith } = context;
    terminal.err(`daxlab: run ${suites.join(' ')}\n`);
    const [{ run }, reporter] = await Promise.all([import('../../runner/run.ts'), reporters(context, options.json === true)]);
    const { exitStatus } = await run(requestOf(context.argv, suites, options), reporter, signal);
    exitWith(exitStatus);
  });
}

function requestOf(argv: readonly string[], suites: readonly string[], options: Options): RunRequest {
  const { machine, kernel, policy, modules, qemu, jobs = defaultJobs(), results, mirror, cache, refresh = false } = options;
  return { command: argv, suites, machines: machine, kernels: kernel, policies: policy, modules, qemu, jobs, results, mirror, cache, refresh };
}

/** The result is printed last, when everything else of the record is written. */
async function reporters({ terminal }: Context, json: boolean): Promise<Reporter> {
  const [{ everyReporter }, { recordReports }, { jsonReport, terminalReport }] = await Promise.all([
    import('../../archive/reporter.ts'), import('../../report/record-reports.ts'), import('../../report/terminal-report.ts'),
  ]);
  const result = json ? jsonReport(terminal.out) : terminalReport(terminal.out, terminal.paint.out, fileName);
  return everyReporter([terminal.progress(), recordReports(), result]);
}
