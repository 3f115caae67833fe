/** `daxlab repro`: the scenario of a finding again. */
import { Command, Option } from 'commander';
import type { RecordedFinding } from '../../archive/recorded-finding.ts';
import { ConfigError } from '../../config/explained-error.ts';
import type { RecordedScenario } from '../../runner/repro/recorded-scenario.ts';
import type { Generation } from '../../model/semantics.ts';
import type { Context } from '../context.ts';
import { examples } from '../examples.ts';
import { defaultJobs, jobsOption, jsonOption, modulesOption, positiveInteger, qemuOption, resultsOption, withFetchOptions, type FetchOptions } from '../options.ts';
import { reporters } from '../reporters.ts';
import type { Named } from '../run-argument.ts';

interface Options extends FetchOptions {
  readonly kernel?: string;
  readonly modules?: string;
  readonly qemu?: string;
  readonly times: number;
  readonly jobs?: number;
  readonly shell?: true;
  readonly gdb?: true;
  readonly withKernel?: true;
  readonly results: string;
  readonly json?: true;
}

const HELP = `${examples([
  ['npx daxlab repro latest', 'the finding of the newest run, where it has one'],
  ['npx daxlab repro latest/ce87', 'one of several, by the beginning of its fingerprint'],
  ['npx daxlab repro latest/ce87 --kernel debian:6.12', 'is it there on another kernel?'],
  ['npx daxlab repro latest/ce87 --times 10', 'how often is it there?'],
  ['npx daxlab repro latest/ce87 --shell', 'a shell in the guest, before the operation that failed'],
  ['npx daxlab repro latest/ce87 --gdb', "there, with QEMU's gdb stub open"],
])}
Exit status:
  1 reproduced   0 not reproduced   2 could not tell   3 infrastructure failed   4 the kernel cannot run it`;

export function reproCommand(context: Context): Command {
  const command = new Command('repro')
    .description('runs the scenario of a finding again, on fresh guests, up to the operation that showed it')
    .argument('<run[/finding]>', 'an id, a path or latest, and the beginning of a fingerprint')
    .addOption(new Option('--kernel <name>', 'debian:<version>, build:<name> or a file, instead of the one it was found on'))
    .addOption(modulesOption())
    .addOption(qemuOption())
    .addOption(new Option('--times <n>', 'so many guests; says in how many it was there').argParser(positiveInteger).default(1))
    .addOption(jobsOption())
    .addOption(new Option('--shell', "stop before the operation that failed and give a shell; the exit status is the shell's"))
    .addOption(new Option('--gdb', "as --shell, with QEMU's gdb stub open on a unix socket"))
    .addOption(new Option('--with-kernel', "put the kernel into the finding's bundle as well"))
    .addOption(resultsOption())
    .addOption(jsonOption('print exactly summary.json on standard output, progress on standard error'));
  return withFetchOptions(command).addHelpText('after', HELP).action(async (argument: string, options: Options) => {
    const [{ runOrFinding }, { recordedScenario }] = await Promise.all([import('../run-argument.ts'), import('../../runner/repro/recorded-scenario.ts')]);
    const named = await runOrFinding(options.results, argument);
    const found = await theFinding(argument, named);
    const { item, finding } = found;
    context.terminal.err(`daxlab: repro ${finding.fingerprint}: ${finding.title}\n`);
    const recorded = await recordedScenario(named.record.folder, named.record.events(() => undefined), item, finding);
    const { writeMissingBundle } = await import('../missing-bundle.ts');
    await writeMissingBundle(named.record, named.finding?.places ?? [found], options.withKernel === true);
    if (options.shell || options.gdb) await stop(context, recorded, options);
    else await again(context, recorded, { finding, semantics: named.record.run.asked.semantics }, options);
  });
}

async function theFinding(argument: string, { record, finding }: Named): Promise<RecordedFinding> {
  if (finding) return finding.places[0];
  const { findingsOf } = await import('../run-argument.ts');
  const all = await findingsOf(record);
  const distinct = [...new Map(all.toReversed().map((one) => [one.finding.fingerprint, one])).values()].reverse();
  const [only] = distinct;
  if (only && distinct.length === 1) return only;
  throw new ConfigError({
    doing: distinct.length === 0 ? 'the run has no finding' : `the run has ${distinct.length} findings`, to: record.folder,
    expected: distinct.length === 0 ? undefined : distinct.map(({ finding: { fingerprint, title } }) => `${argument}/${fingerprint}  ${title}`).join('\n            '),
    next: distinct.length === 0 ? 'npx daxlab show RUN tells what it came to' : 'name one of them',
  });
}

/** By the contract that it was found by. */
interface Sought {
  readonly finding: RecordedFinding['finding'];
  readonly semantics: Generation | undefined;
}

async function again(context: Context, recorded: RecordedScenario, { finding, semantics }: Sought, options: Options): Promise<void> {
  const { kernel, modules, qemu, times, jobs = defaultJobs(), results, mirror, cache, refresh = false, json, withKernel } = options;
  const [{ repro }, { countOutcomes, reproStatus }, reporter] = await Promise.all([
    import('../../runner/repro/repro.ts'), import('../../runner/repro/outcome.ts'), reporters(context, { result: json ? 'json' : 'text', withKernel, cache }),
  ]);
  const request = { command: context.argv, semantics, kernel, modules, qemu, times, jobs, results, mirror, cache, refresh };
  const { scenarios, exitStatus } = await repro(recorded, request, reporter(), context.signal);
  const counted = countOutcomes(scenarios, finding);
  const unclear = counted.unclear.map((why) => `\n  could not tell: ${why}`).join('');
  // With --json standard output is summary.json alone.
  const say = json ? context.terminal.err : context.terminal.out;
  say(`${counted.shown > 0 ? 'reproduced' : 'not reproduced'}: ${counted.shown} of ${times}: ${finding.title}${unclear}\n`);
  context.exitWith(reproStatus(scenarios, counted, exitStatus));
}

async function stop({ terminal, signal, exitWith }: Context, recorded: RecordedScenario, options: Options): Promise<void> {
  const { kernel, modules, qemu, mirror, cache, refresh = false } = options;
  const { stopBefore } = await import('../../runner/repro/stop-before.ts');
  const progress = (what: string): void => { terminal.err(`${what}\n`); };
  const place = { input: process.stdin, output: process.stdout };
  exitWith(await stopBefore(recorded, { kernel, modules, qemu, mirror, cache, refresh, gdb: options.gdb === true }, place, progress, signal));
}
