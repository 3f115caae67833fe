/** `daxlab repro`: the scenario of a finding again. */
import { join } from 'node:path';
import { Command, Option } from 'commander';
import type { RecordedFinding } from '../../archive/recorded-finding.ts';
import type { Reporter } from '../../archive/reporter.ts';
import { ConfigError } from '../../config/explained-error.ts';
import { fileName } from '../../config/file-name.ts';
import type { Generation } from '../../model/semantics.ts';
import type { AgainRequest } from '../../runner/repro/place.ts';
import type { RecordedScenario } from '../../runner/repro/recorded-scenario.ts';
import type { Context } from '../context.ts';
import { examples } from '../examples.ts';
import { defaultJobs, jobsOption, jsonOption, modulesOption, positiveInteger, qemuOption, resultsOption, withFetchOptions, type FetchOptions } from '../options.ts';
import { reporters } from '../reporters.ts';
import type { Named } from '../run-argument.ts';
import type { Terminal } from '../terminal.ts';

interface Options extends FetchOptions {
  readonly kernel?: string;
  readonly modules?: string;
  readonly qemu?: string;
  readonly times: number;
  readonly jobs?: number;
  readonly shell?: true;
  readonly gdb?: true;
  readonly shrink?: true;
  readonly withKernel?: true;
  readonly results: string;
  readonly json?: true;
}

const HELP = examples([
  ['npx daxlab repro latest', 'the finding of the newest run, where it has one'],
  ['npx daxlab repro latest/ce87', 'one of several, by the beginning of its fingerprint'],
  ['npx daxlab repro latest/ce87 --kernel debian:6.12', 'is it there on another kernel?'],
  ['npx daxlab repro latest/ce87 --times 10', 'how often is it there?'],
  ['npx daxlab repro latest/ce87 --shell', 'a shell in the guest, before the operation that failed'],
  ['npx daxlab repro latest/ce87 --gdb', "there, with QEMU's gdb stub open"],
  ['npx daxlab repro latest/ce87 --shrink', 'the fewest and simplest steps that show it, into its bundle'],
], `
Exit status:
  1 reproduced       0 not reproduced          2 could not tell
  3 infrastructure failed                      4 the kernel cannot run it`);

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
    .addOption(new Option('--shrink', 'find the fewest and simplest steps that show it, on the kernel that it was found on, and write them into its bundle').conflicts(['kernel', 'times', 'shell', 'gdb']))
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
    const { semantics } = named.record.run.asked;
    const { writeMissingBundle } = await import('../missing-bundle.ts');
    await writeMissingBundle(named.record, named.finding?.places ?? [found], options.withKernel === true);
    if (options.shell || options.gdb) await stop(context, recorded, options);
    else if (options.shrink) await shrunk(context, recorded, { ...found, record: named.record, semantics }, options);
    else await again(context, recorded, { finding, semantics }, options);
  });
}

async function theFinding(argument: string, { record, finding }: Named): Promise<RecordedFinding> {
  if (finding) return shortest(finding.places);
  const { findingsOf } = await import('../run-argument.ts');
  const all = await findingsOf(record);
  const distinct = [...new Map(all.toReversed().map((one) => [one.finding.fingerprint, one])).values()].reverse();
  const [only, ...others] = all;
  if (only && distinct.length === 1) return shortest([only, ...others]);
  throw new ConfigError({
    doing: distinct.length === 0 ? 'the run has no finding' : `the run has ${distinct.length} findings`, to: record.folder,
    expected: distinct.length === 0 ? undefined : distinct.map(({ finding: { fingerprint, title } }) => `${argument}/${fingerprint}  ${title}`).join('\n            '),
    next: distinct.length === 0 ? 'npx daxlab show RUN tells what it came to' : 'name one of them',
  });
}

/** The row that shows it after the fewest operations, whose the bundle is as well. */
const shortest = ([first, ...others]: readonly [RecordedFinding, ...RecordedFinding[]]): RecordedFinding =>
  others.reduce((one, other) => (other.finding.operation < one.finding.operation ? other : one), first);

/** By the contract that it was found by. */
interface Sought {
  readonly finding: RecordedFinding['finding'];
  readonly semantics: Generation | undefined;
}

const requestOf = ({ argv }: Context, { modules, qemu, jobs = defaultJobs(), results, mirror, cache, refresh = false }: Options): Omit<AgainRequest, 'semantics'> =>
  ({ command: argv, modules, qemu, jobs, results, mirror, cache, refresh });

const reporterFor = async (context: Context, { json, withKernel, cache }: Options): Promise<Reporter> => (await reporters(context, { result: json ? 'json' : 'text', withKernel, cache }))();

/** With --json standard output is summary.json alone. */
const result = ({ terminal }: Context, { json }: Options): Terminal['out'] => (json ? terminal.err : terminal.out);

async function again(context: Context, recorded: RecordedScenario, { finding, semantics }: Sought, options: Options): Promise<void> {
  const { kernel, times } = options;
  const [{ repro }, { countOutcomes, reproStatus }] = await Promise.all([import('../../runner/repro/repro.ts'), import('../../runner/repro/outcome.ts')]);
  const { scenarios, exitStatus } = await repro(recorded, { ...requestOf(context, options), semantics, kernel, times }, await reporterFor(context, options), context.signal);
  const counted = countOutcomes(scenarios, finding);
  const unclear = counted.unclear.map((why) => `\n  could not tell: ${why}`).join('');
  result(context, options)(`${counted.shown > 0 ? 'reproduced' : 'not reproduced'}: ${counted.shown} of ${times}: ${finding.title}${unclear}\n`);
  context.exitWith(reproStatus(scenarios, counted, exitStatus));
}

async function shrunk(context: Context, recorded: RecordedScenario, { row, finding, record, semantics }: Sought & Pick<RecordedFinding, 'row'> & Pick<Named, 'record'>, options: Options): Promise<void> {
  const [{ shrink }, { shrunkStatus }, { interruptedText, shrunkText }, { writeShrunk }] = await Promise.all([
    import('../../runner/repro/shrink.ts'), import('../../runner/repro/outcome.ts'), import('../shrunk-text.ts'), import('../../report/bundle/write-shrunk.ts'),
  ]);
  const request = { ...requestOf(context, options), semantics, finding, from: { row: row.name, run: record.run.runId } };
  const { summary, shrunk: came, smaller } = await shrink(recorded, request, await reporterFor(context, options), context.signal);
  context.exitWith(shrunkStatus(came, summary.exitStatus));
  if (!came) {
    if (smaller) result(context, options)(interruptedText(smaller, recorded.performed.length));
    return;
  }
  const by = join(options.results, summary.runId);
  const bundle = came.confirmed ? await writeShrunk(record.folder, by, finding.fingerprint, { withKernel: options.withKernel === true }) : undefined;
  result(context, options)(shrunkText(came, finding.title, { bundle: bundle && fileName(bundle.folder), argument: `${fileName(by)}/${finding.fingerprint}` }));
}

async function stop({ terminal, signal, exitWith }: Context, recorded: RecordedScenario, options: Options): Promise<void> {
  const { kernel, modules, qemu, mirror, cache, refresh = false } = options;
  const { stopBefore } = await import('../../runner/repro/stop-before.ts');
  const progress = (what: string): void => { terminal.err(`${what}\n`); };
  const place = { input: process.stdin, output: process.stdout };
  exitWith(await stopBefore(recorded, { kernel, modules, qemu, mirror, cache, refresh, gdb: options.gdb === true }, place, progress, signal));
}
