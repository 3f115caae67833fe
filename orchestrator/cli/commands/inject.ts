/** `daxlab inject enumerate`: each call of each function of the hotplug path fails in turn. */
import { Command, Option } from 'commander';
import { fileName } from '../../config/file-name.ts';
import type { FaultErrno } from '../../model/fault.ts';
import type { Context } from '../context.ts';
import { examples } from '../examples.ts';
import { collectNames, defaultJobs, jobsOption, jsonOption, knownOption, modulesOption, qemuOption, resultsOption, withFetchOptions, type FetchOptions } from '../options.ts';
import { reporters } from '../reporters.ts';

interface Options extends FetchOptions {
  readonly machine: string;
  readonly kernel: string;
  readonly function?: string[];
  readonly errno: FaultErrno;
  readonly by: 'gdb' | 'fail-nth';
  readonly all?: true;
  readonly known?: string;
  readonly modules?: string;
  readonly qemu?: string;
  readonly jobs?: number;
  readonly results: string;
  readonly json?: true;
}

const HELP = examples([
  ['npx daxlab inject enumerate --machine cxl --kernel debian:7.3', 'every function, its first, middle and last call'],
  ['npx daxlab inject enumerate --machine cxl --kernel debian:6.12.95 --function create_memory_block_devices --all', 'every call of one'],
  ['npx daxlab inject enumerate --machine hmem --kernel debian:6.12 --function __add_pages --errno EEXIST', 'with another errno'],
  ['npx daxlab inject enumerate --machine hmem --kernel build:debug --by fail-nth', 'allocations, on a kernel that fails them by itself (CONFIG_FAULT_INJECTION)'],
]);

const ERRNOS: readonly FaultErrno[] = ['EPERM', 'ENOENT', 'EINTR', 'EIO', 'ENXIO', 'E2BIG', 'ENOMEM', 'EACCES', 'EBUSY', 'EEXIST', 'ENODEV', 'EINVAL', 'ENOSPC', 'ERANGE', 'EOPNOTSUPP', 'ETIMEDOUT'];

export function injectCommand(context: Context): Command {
  const enumerate = new Command('enumerate')
    .description('fails each call of each function of the hotplug path in turn, on a device with its memmap on memory: each in a guest of its own')
    .addOption(new Option('--machine <name>', 'on this machine').default('cxl'))
    .addOption(new Option('--kernel <name>', 'debian:<version>, build:<name> or a file').makeOptionMandatory())
    .addOption(new Option('--function <name>', 'only this function, one of any name; repeatable and comma-separated').argParser(collectNames))
    .addOption(new Option('--errno <name>', 'what they fail with').choices(ERRNOS).default('ENOMEM'))
    .addOption(new Option('--by <way>', "QEMU's gdb stub on any kernel, or the kernel's own /proc/self/fail-nth: then it is allocations that fail").choices(['gdb', 'fail-nth']).default('gdb').conflicts(['function', 'errno']))
    .addOption(new Option('--all', 'every call, not only the first, the middle and the last'))
    .addOption(knownOption())
    .addOption(modulesOption())
    .addOption(qemuOption())
    .addOption(jobsOption())
    .addOption(resultsOption())
    .addOption(jsonOption('print exactly summary.json on standard output, everything else on standard error'));
  return new Command('inject').description("makes functions of the guest's kernel fail, from outside").addHelpText('after', HELP).addCommand(withFetchOptions(enumerate).addHelpText('after', HELP).action(async (options: Options) => {
    const [reporter, { enumerate: run }, { injectedText }, { FALLIBLE_FUNCTIONS }, { ALLOCATIONS }] = await Promise.all([
      reporters(context, { result: options.json ? 'json' : 'none', cache: options.cache, known: options.known }), import('../../runner/inject/enumerate.ts'), import('../injected-text.ts'),
      import('../../model/transitions/strike.ts'), import('../../model/fault.ts'),
    ]);
    const { machine, kernel, by, function: asked = by === 'fail-nth' ? [ALLOCATIONS] : undefined, errno, all = false, known, modules, qemu, jobs = defaultJobs(), results, mirror, cache, refresh = false } = options;
    const request = { command: context.argv, machine, kernel, functions: asked ?? FALLIBLE_FUNCTIONS, asked: asked !== undefined, all, errno, known, modules, qemu, jobs, results, mirror, cache, refresh };
    const enumerated = await run(request, reporter(), context.signal);
    // With --json standard output is summary.json alone.
    (options.json ? context.terminal.err : context.terminal.out)(injectedText(enumerated, fileName(results)));
    context.exitWith(enumerated.summary.exitStatus);
  }));
}
