/** The reports that lie in every record: junit.xml, results.ktap, coverage.json and kcidb.json for machines, summary.md for the page of a CI job. */
import { readJson, writeText } from '../archive/json-file.ts';
import { recordFiles } from '../archive/layout.ts';
import type { Reporter } from '../archive/reporter.ts';
import { RUN_SCHEMA, runFileSchema } from '../archive/run-file.ts';
import { coverageJson } from './coverage.ts';
import { junitXml } from './junit.ts';
import { kcidbJson } from './kcidb.ts';
import { ktap } from './ktap.ts';
import { markdownSummary } from './markdown.ts';
import type { RunsBefore } from './runs-before.ts';
import { storyReporter } from './story-reporter.ts';

/** Its end throws RecordWriteError where the disk refuses. */
export function recordReports(before: RunsBefore): Reporter {
  return storyReporter(async (summary, story, { folder }) => {
    const files = recordFiles(folder);
    const told = await before(folder);
    await writeText(files.junit, junitXml(summary, story, told));
    await writeText(files.coverage, coverageJson(summary.runId, story));
    await writeText(files.ktap, ktap(story));
    await writeText(files.markdown, markdownSummary(summary, story, told));
    await writeText(files.kcidb, kcidbJson(await readJson(files.run, RUN_SCHEMA, runFileSchema), story));
  });
}
