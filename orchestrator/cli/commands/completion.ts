/** `daxlab completion`: a script for the shell, which then asks `daxlab complete` what could follow. */
import { Argument, Command } from 'commander';
import type { Kind } from '../completion/names.ts';
import type { Context } from '../context.ts';
import { examples } from '../examples.ts';
import { RESULTS_FOLDER } from '../options.ts';

const HELP = examples([
  ['npx daxlab completion bash', 'the script itself'],
  ['source <(npx daxlab completion bash)', 'in this bash; in ~/.bashrc for good'],
  ['source <(npx daxlab completion zsh)', 'in zsh, after compinit'],
  ["daxlab() { npx daxlab \"$@\"; }", 'where daxlab is not on the PATH: a function is completed too'],
]);

export function completionCommand({ terminal }: Context): Command {
  return new Command('completion')
    .description('prints a script that completes commands, options and names in the shell')
    .addArgument(new Argument('<shell>', 'bash or zsh').choices(['bash', 'zsh']))
    .addHelpText('after', HELP)
    .action(async (shell: 'bash' | 'zsh') => {
      terminal.out(shell === 'bash' ? (await import('../completion/bash.ts')).BASH_SCRIPT : (await import('../completion/zsh.ts')).ZSH_SCRIPT);
    });
}

/** Which of the names an option or an argument wants, by what it is called. */
const WANTED: Readonly<Record<string, Kind>> = { machine: 'machine', kernel: 'kernel', policy: 'policy', scenario: 'scenario', mutant: 'mutant', suite: 'suite', resume: 'run', run: 'finding', 'run[/finding]': 'finding', good: 'kernel', bad: 'kernel', base: 'kernel', with: 'kernel' };

/** What the scripts call; `commands` makes the commands anew, for the library adds its own to them. */
export function completeCommand(commands: () => Command): Command {
  return new Command('complete')
    .description('prints what could follow the words of a command line; for the scripts of `daxlab completion`')
    .argument('[words...]', 'the words after daxlab, the last one as far as it is typed')
    .action(async (words: string[]) => {
      const [{ default: tab }, { names }] = await Promise.all([import('@bomb.sh/tab/commander'), import('../completion/names.ts')]);
      const last = words.at(-1) ?? '';
      const typed = last.replace(/^--[\w-]+=/, '');
      const known = await names(resultsOf(words), typed);
      // Of a comma-separated list the last name is completed.
      const before = typed.slice(0, typed.lastIndexOf(',') + 1);
      const root = tab(commands(), { completionCommandName: 'completion' });
      for (const command of [root, ...root.commands.values()]) {
        for (const [name, wanting] of [...command.options, ...command.arguments]) {
          const kind = WANTED[name];
          if (kind !== undefined) wanting.handler = (complete) => { for (const { value, description } of known[kind]) complete(`${before}${value}`, description); };
        }
      }
      root.parse([...words.slice(0, -1).flatMap(apart), last]);
    });
}

/** To the library what follows `--option=value` would still be its value. */
const apart = (word: string): string[] => /^(--[\w-]+)=(.*)$/.exec(word)?.slice(1) ?? [word];

/** The parent of the records that the words name, or the checkout's. */
function resultsOf(words: readonly string[]): string {
  const place = words.findIndex((word) => /^--results(=|$)/.test(word));
  const word = words[place] ?? '';
  return (word.includes('=') ? word.slice('--results='.length) : words[place + 1] ?? '') || RESULTS_FOLDER;
}
