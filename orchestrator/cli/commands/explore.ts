/** `daxlab explore`: random sequences of operations in guests, for a while. */
import { randomInt } from 'node:crypto';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Replay } from '../../archive/explore/token.ts';
import { ConfigError } from '../../config/explained-error.ts';
import { fileName } from '../../config/file-name.ts';
import type { ExploreRequest } from '../../runner/explore/request.ts';
import type { Context } from '../context.ts';
import { examples } from '../examples.ts';
import { collectNames, defaultJobs, jobsOption, jsonOption, modulesOption, positiveInteger, qemuOption, resultsOption, timeArgument, withFetchOptions, type FetchOptions } from '../options.ts';
import { reporters } from '../reporters.ts';

interface Options extends FetchOptions {
  readonly machine?: string[];
  readonly kernel?: string[];
  readonly policy?: string[];
  readonly seed?: number;
  readonly time?: number;
  readonly operations?: number;
  readonly length: number;
  readonly writers: number;
  readonly faults?: true;
  readonly replay?: string;
  readonly known?: string;
  readonly modules?: string;
  readonly qemu?: string;
  readonly jobs?: number;
  readonly withKernel?: true;
  readonly results: string;
  readonly json?: true;
}

const HELP = examples([
  ['npx daxlab explore', 'ten minutes on machine hmem'],
  ['npx daxlab explore --machine cxl,nvdimm --kernel debian:6.12.95,debian:7.3 --time 1h', 'two machines with two kernels, in turn'],
  ['npx daxlab explore --seed 7 --operations 500', 'the same sequences every time'],
  ['npx daxlab explore --known docs/findings/known-issues.yaml', 'what is written up is told and not shrunk'],
  ['npx daxlab explore --writers 2', 'two processes write at once'],
  ['npx daxlab explore --faults --known docs/findings/known-issues.yaml', 'error paths too: functions of the kernel are made to fail'],
  ['npx daxlab explore --replay TOKEN', 'the sequence of a finding again'],
  ['npx daxlab explore --replay TOKEN --kernel debian:7.3', 'on another kernel'],
]);

/** Of both budgets, where none is given. */
const TIME = 600_000;
const LENGTH = 30;
/** Seeds that a person can type. */
const SEEDS = 100_000;

export function exploreCommand(context: Context): Command {
  const command = new Command('explore')
    .description('tries random sequences of operations in guests, and shrinks what it finds')
    .addOption(new Option('--machine <name>', 'on this machine; hmem unless given; repeatable and comma-separated').argParser(collectNames))
    .addOption(new Option('--kernel <name>', 'debian:<version>, build:<name> or a file; that of the smoke suite unless given; repeatable and comma-separated').argParser(collectNames))
    .addOption(new Option('--policy <name>', 'under this policy; default unless given; repeatable and comma-separated').argParser(collectNames))
    .addOption(new Option('--seed <n>', 'the same seed gives the same sequences; another one each time unless given').argParser(seedArgument))
    .addOption(new Option('--time <time>', 'start no further sequence when this time is used up: 10m, 1h30m; 10m unless --operations is given').argParser(timeArgument))
    .addOption(new Option('--operations <n>', 'start no further sequence when so many operations were checked').argParser(positiveInteger))
    .addOption(new Option('--length <n>', 'operations of a sequence before everything is taken offline and unbound').argParser(positiveInteger).default(LENGTH))
    .addOption(new Option('--writers <n>', 'so many processes write at once, now and then, on as many processors: any order of them may explain what comes of it').argParser(positiveInteger).default(1))
    .addOption(new Option('--faults', 'functions of the kernel fail now and then, through QEMU\'s gdb stub: every kernel of today leaves something behind then'))
    .addOption(new Option('--replay <token>', 'the one sequence of this token, as it was told with a finding'))
    .addOption(new Option('--known <file>', 'a file of known issues instead of qemu-configs/known-issues.yaml: told, and not shrunk'))
    .addOption(modulesOption())
    .addOption(qemuOption())
    .addOption(jobsOption())
    .addOption(new Option('--with-kernel', "put the kernel into each finding's bundle as well"))
    .addOption(resultsOption())
    .addOption(jsonOption('print exactly summary.json on standard output, everything else on standard error'));
  return withFetchOptions(command).addHelpText('after', HELP).action(async (options: Options) => {
    const reporter = (await reporters(context, { result: options.json ? 'json' : options.replay === undefined ? 'none' : 'text', withKernel: options.withKernel, cache: options.cache }))();
    if (options.replay !== undefined) {
      const [{ replay }, sequence] = await Promise.all([import('../../runner/explore/explore.ts'), tokenOf(options.replay)]);
      context.terminal.err(`daxlab: explore --replay: ${sequence.operations.length} operations on ${sequence.machine}\n`);
      context.exitWith((await replay(sequence, { ...shared(context, options), kernels: options.kernel ?? [] }, reporter, context.signal)).exitStatus);
      return;
    }
    const [{ explore }, { exploredText }, request] = await Promise.all([import('../../runner/explore/explore.ts'), import('../explored-text.ts'), requestOf(context, options)]);
    context.terminal.err(`daxlab: explore ${request.machines.join(', ')} with ${request.kernels.join(', ')}, seed ${request.seed}\n`);
    const explored = await explore(request, reporter, context.signal);
    // With --json standard output is summary.json alone.
    const say = options.json ? context.terminal.err : context.terminal.out;
    say(exploredText(explored, { results: fileName(options.results), seed: request.seed }));
    context.exitWith(explored.summary.exitStatus);
  });
}

function seedArgument(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 2 ** 31 - 1) throw new InvalidArgumentError('it must be a whole number from 0 to 2147483647.');
  return value;
}

async function tokenOf(text: string): Promise<Replay> {
  const { parseToken } = await import('../../archive/explore/token.ts');
  const sequence = parseToken(text);
  if (sequence) return sequence;
  throw new ConfigError({ doing: 'reading a replay token', expected: 'the whole word that explore told', seen: text.length > 40 ? `${text.slice(0, 40)}…` : text });
}

const shared = ({ argv }: Context, { known, modules, qemu, jobs = defaultJobs(), results, mirror, cache, refresh = false, time, operations, writers, faults }: Options) =>
  ({ command: argv, known, modules, qemu, jobs, results, mirror, cache, refresh, time, operations, writers, faults });

async function requestOf(context: Context, options: Options): Promise<ExploreRequest> {
  const { machine = ['hmem'], policy = ['default'], seed = randomInt(SEEDS), length, operations, time = operations === undefined ? TIME : undefined } = options;
  return { ...shared(context, options), time, machines: machine, policies: policy, kernels: options.kernel ?? await smokeKernel(), seed, length };
}

async function smokeKernel(): Promise<readonly string[]> {
  const [{ loadCatalogue }, { DEFAULT_SUITE }, { pick }] = await Promise.all([import('../../config/catalogue.ts'), import('../../config/run-plan.ts'), import('../../config/nearest.ts')]);
  return pick('suite', (await loadCatalogue()).suites, DEFAULT_SUITE).kernels.slice(0, 1);
}
