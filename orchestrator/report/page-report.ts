/** Writes report.html into the record at the end of a run. */
import { writeText } from '../archive/json-file.ts';
import { recordFiles } from '../archive/layout.ts';
import { openRecord } from '../archive/record-reader.ts';
import type { Reporter } from '../archive/reporter.ts';
import type { Kernels } from './comparison/compare.ts';
import type { RunsBefore } from './runs-before.ts';
import { runPageMaker, type RunPageMaker } from './run-page.ts';

/** Its end throws RecordWriteError where the disk refuses, and what `template` throws. */
export function pageReport(template: () => Promise<string>, before: RunsBefore, kernels?: Kernels): Reporter {
  let maker: RunPageMaker | undefined;
  let folder = '';
  return {
    start: (run) => {
      folder = run.folder;
      maker = runPageMaker(folder, kernels);
    },
    event: (event) => { maker?.take(event); },
    end: async (summary) => {
      if (!maker) return;
      const [{ run }, told] = await Promise.all([openRecord(folder), before(folder)]);
      await writeText(recordFiles(folder).page, maker.html(await template(), { run, summary, histories: told?.rows }));
    },
  };
}
