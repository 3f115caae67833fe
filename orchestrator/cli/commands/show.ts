/** `daxlab show RUN`: the result of a run again, from its record. */
import { Command } from 'commander';
import type { RunRecord } from '../../archive/record-reader.ts';
import { fileName } from '../../config/file-name.ts';
import type { Context } from '../context.ts';
import { examples } from '../examples.ts';
import { jsonOption, resultsOption } from '../options.ts';

const HELP = examples([
  ['npx daxlab show latest', 'the newest run'],
  ['npx daxlab show 20251122-094105-417-9f3c', 'a run by its id'],
  ['npx daxlab show /somewhere/20251122-094105-417-9f3c', 'a record from elsewhere'],
]);

export function showCommand(context: Context): Command {
  return new Command('show')
    .description('shows the result of a run again, also of one that was killed')
    .argument('<run>', 'an id, a path or latest')
    .addOption(resultsOption())
    .addOption(jsonOption('print summary.json'))
    .addHelpText('after', HELP)
    .action(async (run: string, { results, json }: { readonly results: string; readonly json?: true }) => {
      const [{ openRecord }, { runFolder }] = await Promise.all([import('../../archive/record-reader.ts'), import('../run-argument.ts')]);
      const record = await openRecord(await runFolder(results, run));
      await (json ? showJson(context, record) : showText(context, record));
    });
}

async function showJson({ terminal }: Context, { folder, summary }: RunRecord): Promise<void> {
  const [{ RecordReadError }, { jsonText }, { summarySchema }] = await Promise.all([
    import('../../archive/record-error.ts'), import('../../archive/json-file.ts'), import('../../archive/summary.ts'),
  ]);
  if (!summary) throw new RecordReadError(folder, 'no summary.json: daxlab was killed, or the run still goes on', 'npx daxlab show without --json shows what there is');
  terminal.out(jsonText(summarySchema, summary));
}

async function showText({ terminal }: Context, { folder, summary, events }: RunRecord): Promise<void> {
  const [{ NOTHING_TOLD, tell }, { terminalSummary }] = await Promise.all([import('../../report/story.ts'), import('../../report/terminal-summary.ts')]);
  let story = NOTHING_TOLD;
  const note = ({ number, text }: { readonly number: number; readonly text: string }): void => {
    terminal.err(`the last line of events.ndjson (${number}, ${text.length} characters) was cut: daxlab was killed while it wrote\n`);
  };
  for await (const event of events(note)) story = tell(story, event);
  terminal.out(terminalSummary({ story, summary, folder: fileName(folder) }, terminal.paint.out));
}
