/** The reports for machines that lie in every record: junit.xml, results.ktap and coverage.json. */
import { writeText } from '../archive/json-file.ts';
import { recordFiles } from '../archive/layout.ts';
import type { Reporter } from '../archive/reporter.ts';
import { coverageJson } from './coverage.ts';
import { junitXml } from './junit.ts';
import { ktap } from './ktap.ts';
import { storyReporter } from './story-reporter.ts';

/** Its end throws RecordWriteError where the disk refuses. */
export function recordReports(): Reporter {
  return storyReporter(async (summary, story, { folder }) => {
    const files = recordFiles(folder);
    await writeText(files.junit, junitXml(summary, story));
    await writeText(files.coverage, coverageJson(summary.runId, story));
    await writeText(files.ktap, ktap(story));
  });
}
