/** `daxlab judge RUN`: an old record by today's rules. */
import { Command, Option } from 'commander';
import { isDeepStrictEqual } from 'node:util';
import type { RecordEvent } from '../../archive/event.ts';
import type { RunRecord } from '../../archive/record-reader.ts';
import { RULES } from '../../judge/rules.ts';
import type { JudgedAgain } from '../../triage/judge-again.ts';
import type { Context } from '../context.ts';
import { examples } from '../examples.ts';
import { jsonOption, resultsOption } from '../options.ts';

const HELP = examples([
  ['npx daxlab judge latest', 'what the rules of this daxlab say otherwise of the newest run'],
  ['npx daxlab judge latest --write', 'and makes it so: summary.json, junit.xml, the bundles and what else follows from it'],
  ['npx daxlab judge /copied/from/elsewhere/20251122-094105-417-9f3c --json', 'for programs'],
], `
A verdict is computed from the events of the record alone. Without --write nothing is written; with it, what the record had is kept in earlier/, its
events stay as they are, and summary.json says which rules judged it. Rows that were taken over from another run have their evidence there.`);

interface Options {
  readonly results: string;
  readonly known?: string;
  readonly write?: true;
  readonly json?: true;
}

export function judgeCommand(context: Context): Command {
  return new Command('judge')
    .description("judges an old record again by today's rules, and says what changes")
    .argument('<run>', 'an id, a path or latest')
    .addOption(new Option('--write', 'writes the result into the record, and keeps what was there'))
    .addOption(new Option('--known <file>', 'a file of known issues instead of qemu-configs/known-issues.yaml, for findings that are new'))
    .addOption(resultsOption())
    .addOption(jsonOption('print a JSON object'))
    .addHelpText('after', HELP)
    .action(async (run: string, { results, known, write, json }: Options) => {
      const [{ openRecord }, { runFolder }] = await Promise.all([import('../../archive/record-reader.ts'), import('../run-argument.ts')]);
      const record = await openRecord(await runFolder(results, run));
      const { rows, events } = await judged(context, record, known, write === true);
      const changed = rows.filter(({ recorded, today }) => !isDeepStrictEqual(recorded, today));
      const told = { runId: record.run.runId, rows: rows.length, changed, recorded: record.summary?.rules, today: RULES };
      if (json) context.terminal.out(`${JSON.stringify(told, undefined, 2)}\n`);
      else context.terminal.out((await import('../../report/judged-again-text.ts')).judgedAgainText(told));
      if (write) context.terminal.err(`what it had is in ${await rewrite(record, rows, events, known)}\n`);
    });
}

interface Judged {
  readonly rows: readonly JudgedAgain[];
  /** As they would have been told today; only where they will be written from. */
  readonly events: readonly RecordEvent[];
}

async function judged({ terminal }: Context, record: RunRecord, known: string | undefined, keep: boolean): Promise<Judged> {
  const [{ judgeAgain }, { knownToday }] = await Promise.all([import('../../triage/judge-again.ts'), import('../known-today.ts')]);
  const rows: JudgedAgain[] = [];
  const events: RecordEvent[] = [];
  const note = ({ number }: { readonly number: number }): void => { terminal.err(`the last line of events.ndjson (${number}) was cut: daxlab was killed while it wrote\n`); };
  for await (const { event, row } of judgeAgain(record.events(note), await knownToday(known))) {
    if (row) rows.push(row);
    if (keep) events.push(event);
  }
  return { rows, events };
}

/** Answers the folder of what was there. */
async function rewrite({ folder, run: { runId }, summary }: RunRecord, rows: readonly JudgedAgain[], events: readonly RecordEvent[], known: string | undefined): Promise<string> {
  const [{ RecordReadError }, { recordFiles }, { keepEarlier }, { writeJson }, { summarySchema }, { summaryAgain }, { recordReports }, { pageReport }, { runsBefore }, { everyReporter }, { pageTemplate }, { knownToday }, { bundleReporter }, { dropBundles }] = await Promise.all([
    import('../../archive/record-error.ts'), import('../../archive/layout.ts'), import('../../archive/keep-earlier.ts'), import('../../archive/json-file.ts'), import('../../archive/summary.ts'),
    import('../../triage/summary-again.ts'), import('../../report/record-reports.ts'), import('../../report/page-report.ts'), import('../../report/runs-before.ts'),
    import('../../archive/reporter.ts'), import('../page-template.ts'), import('../known-today.ts'), import('../../report/bundle/reporter.ts'), import('../../report/bundle/write-bundles.ts'),
  ]);
  if (!summary) throw new RecordReadError(folder, 'no summary.json: daxlab was killed, or the run still goes on', `npx daxlab run --resume ${runId} goes on with it`);
  const files = recordFiles(folder);
  const kept = await keepEarlier(folder, [files.summary, files.junit, files.ktap, files.coverage, files.markdown, files.kcidb, files.page]);
  const today = summaryAgain(summary, summary.scenarios.map((row) => rows.find(({ recorded }) => isSameRow(recorded, row))?.today ?? row));
  const findings = new Set(today.scenarios.flatMap((row) => row.findings.map(({ fingerprint }) => fingerprint)));
  await dropBundles(folder, { findings, kept });
  const before = runsBefore(() => knownToday(known));
  const reporter = everyReporter([recordReports(before), bundleReporter({ withKernel: false }), pageReport(() => pageTemplate(undefined), before)]);
  const started = events.find((event) => event.type === 'run-started');
  reporter.start({ runId, folder, suite: today.suite, items: started?.type === 'run-started' ? started.items : [] });
  for (const event of events) reporter.event(event);
  await writeJson(files.summary, summarySchema, today);
  await reporter.end(today);
  return kept;
}

const isSameRow = (one: JudgedAgain['recorded'], other: JudgedAgain['recorded']): boolean =>
  one.name === other.name && one.machine === other.machine && one.kernel === other.kernel && one.policy === other.policy;
