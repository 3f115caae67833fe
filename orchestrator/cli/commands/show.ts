/** `daxlab show RUN[/FINDING]`: the result of a run again, or the story of one of its findings, from its record. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { recordFiles } from '../../archive/layout.ts';
import { RecordWriteError } from '../../archive/record-error.ts';
import type { RunRecord } from '../../archive/record-reader.ts';
import { fileName } from '../../config/file-name.ts';
import type { Context } from '../context.ts';
import { examples } from '../examples.ts';
import { jsonOption, resultsOption } from '../options.ts';
import type { Named } from '../run-argument.ts';

const HELP = examples([
  ['npx daxlab show latest', 'the newest run'],
  ['npx daxlab show 20251122-094105-417-9f3c', 'a run by its id'],
  ['npx daxlab show /somewhere/20251122-094105-417-9f3c', 'a record from elsewhere'],
  ['npx daxlab show latest/2e36', 'a finding of the newest run: what was done, what was predicted, what was seen'],
]);

export function showCommand(context: Context): Command {
  return new Command('show')
    .description('shows the result of a run again, also of one that was killed, or the story of one of its findings')
    .argument('<run[/finding]>', 'an id, a path or latest; after a slash a fingerprint, or at least 4 digits of one')
    .addOption(resultsOption())
    .addOption(jsonOption('print summary.json, or the story of the finding'))
    .addHelpText('after', HELP)
    .action(async (run: string, { results, json }: { readonly results: string; readonly json?: true }) => {
      const { runOrFinding } = await import('../run-argument.ts');
      const { record, finding } = await runOrFinding(results, run);
      if (finding) await showFinding(context, record, finding, json === true);
      else await (json ? showJson(context, record) : showText(context, record));
    });
}

async function showFinding({ terminal }: Context, record: RunRecord, { fingerprint, places }: NonNullable<Named['finding']>, json: boolean): Promise<void> {
  const [{ readFindingStory }, { findingText }, { findingJson }, { writeMissingBundle }, { runsBefore }, { knownToday }] = await Promise.all([
    import('../../report/finding-story/read.ts'), import('../../report/finding-story/text.ts'), import('../../report/finding-story/json.ts'), import('../missing-bundle.ts'),
    import('../../report/runs-before.ts'), import('../known-today.ts'),
  ]);
  // What cannot be written to is read all the same.
  await writeMissingBundle(record, places, false).catch((error: unknown) => {
    if (!(error instanceof RecordWriteError)) throw error;
    terminal.err(`${error.message}\n`);
  });
  const story = await readFindingStory(record, places, runsBefore(() => knownToday(undefined)));
  const folder = fileName(record.folder);
  const bundle = join(recordFiles(record.folder).failures, fingerprint);
  const told = { bundle: await hasFolder(bundle) ? fileName(bundle) : undefined, argument: `${folder}/${fingerprint}` };
  terminal.out(json ? findingJson(story) : findingText(story, told, terminal.paint.out));
}

const hasFolder = (folder: string): Promise<boolean> => access(folder).then(() => true, () => false);

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
