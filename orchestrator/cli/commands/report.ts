/** `daxlab report`: the page of an old record, written again by this daxlab, or that of history over many. */
import { dirname, relative, resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { Context } from '../context.ts';
import { examples } from '../examples.ts';
import { RESULTS_FOLDER, collectFolders, knownOption } from '../options.ts';

interface Options {
  readonly results?: string[];
  readonly history?: true;
  readonly output?: string;
  readonly cache?: string;
  readonly known?: string;
}

const HISTORY_FILE = 'history.html';

const HELP = examples([
  ['npx daxlab report latest', "the newest run's report.html, in its record"],
  ['npx daxlab report 20251122-094105-417-9f3c -o leak.html', 'that of a run, elsewhere'],
  ['npx daxlab report --history -o history.html', 'rows and findings over all runs of results/'],
  ['npx daxlab report --history --results DIR --results DIR -o history.html', 'over several folders of records'],
]);

export function reportCommand(context: Context): Command {
  return new Command('report')
    .description('writes report.html of a run again, or the page of history')
    .argument('[run]', 'an id, a path or latest', 'latest')
    .addOption(new Option('-o, --output <file>', 'where to write it, instead of into the record'))
    .addOption(new Option('--history', 'rows and findings over all runs'))
    .addOption(new Option('--results <dir>', "the parent of <run-id>/; repeatable for history; this checkout's results/ unless given").argParser(collectFolders))
    .addOption(knownOption())
    .addOption(new Option('--cache <dir>', 'the cache folder instead of $DAXLAB_CACHE or ~/.cache/daxlab'))
    .addHelpText('after', HELP)
    .action(async (run: string, { results = [RESULTS_FOLDER], history, ...options }: Options) => {
      const file = history ? await writeHistory(results, options) : await writeRunPage(context, await folderOf(results[0] ?? RESULTS_FOLDER, run), options);
      context.terminal.out(`${file}\n`);
    });
}

async function folderOf(results: string, run: string): Promise<string> {
  const { runFolder } = await import('../run-argument.ts');
  return runFolder(results, run);
}

async function writeRunPage({ terminal }: Context, folder: string, { output, cache, known }: Pick<Options, 'output' | 'cache' | 'known'>): Promise<string> {
  const [{ writeText }, { recordFiles }, { openRecord }, { runsBefore }, { runPageMaker }, { pageTemplate }, { knownToday }] = await Promise.all([
    import('../../archive/json-file.ts'), import('../../archive/layout.ts'), import('../../archive/record-reader.ts'), import('../../report/runs-before.ts'), import('../../report/run-page.ts'), import('../page-template.ts'), import('../known-today.ts'),
  ]);
  const [{ run, summary, events }, told] = await Promise.all([openRecord(folder), runsBefore(() => knownToday(known))(folder)]);
  const maker = runPageMaker(folder, run.asked.compare);
  const note = ({ number }: { readonly number: number }): void => { terminal.err(`the last line of events.ndjson (${number}) was cut: daxlab was killed while it wrote\n`); };
  for await (const event of events(note)) maker.take(event);
  const file = output === undefined ? recordFiles(folder).page : resolve(output);
  await writeText(file, maker.html(await pageTemplate(cache), { run, summary, histories: told?.rows }));
  return file;
}

async function writeHistory(results: readonly string[], { output = HISTORY_FILE, cache, known }: Pick<Options, 'output' | 'cache' | 'known'>): Promise<string> {
  const [{ writeText }, { recordFiles }, { historyHtml }, { pageTemplate }, { knownToday }, { resultsFolders }] = await Promise.all([
    import('../../archive/json-file.ts'), import('../../archive/layout.ts'), import('../../report/history.ts'), import('../page-template.ts'),
    import('../known-today.ts'), import('../results-folders.ts'),
  ]);
  const [file, folders] = [resolve(output), await resultsFolders(results)];
  // Beside the records, as in a folder that is copied as a whole, the runs' own pages are found.
  const pageOf = (folder: string): string => relative(dirname(file), recordFiles(resolve(folder)).page);
  await writeText(file, await historyHtml(await pageTemplate(cache), folders, { pageOf, isKnown: await knownToday(known) }));
  return file;
}
