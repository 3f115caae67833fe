/** `daxlab shell`: an interactive shell in a prepared guest. */
import { Command, Option } from 'commander';
import type { Context } from '../context.ts';
import { examples } from '../examples.ts';
import { modulesOption, qemuOption, withFetchOptions, type FetchOptions } from '../options.ts';

interface Options extends FetchOptions {
  readonly kernel?: string;
  readonly modules?: string;
  readonly qemu?: string;
}

const HELP = examples([
  ['npx daxlab shell cxl', 'a machine with a CXL expander, its dax device unbound'],
  ['npx daxlab shell hmem --kernel debian:7.3', 'another kernel'],
]);

export function shellCommand(context: Context): Command {
  const command = new Command('shell')
    .description('boots a machine and gives an interactive shell in it; the exit status is the shell\'s')
    .argument('<machine>', 'a machine of `daxlab list machines`')
    .addOption(new Option('--kernel <name>', "debian:<version>, build:<name> or a file; the smoke suite's unless given"))
    .addOption(modulesOption())
    .addOption(qemuOption());
  return withFetchOptions(command).addHelpText('after', HELP).action(async (machine: string, { kernel, modules, qemu, mirror, cache, refresh = false }: Options) => {
    const { terminal, signal, exitWith } = context;
    terminal.err(`daxlab: shell ${machine}\n`);
    const { shell } = await import('../../runner/shell.ts');
    const progress = (what: string): void => { terminal.err(`${what}\n`); };
    exitWith(await shell({ machine, kernel, modules, qemu, mirror, cache, refresh }, { input: process.stdin, output: process.stdout }, progress, signal));
  });
}
