/** Follows a run of two kernels, and keeps what came of it beside the record's other reports: compare.json and compare.md. */
import { join } from 'node:path';
import { writeText } from '../../archive/json-file.ts';
import type { Reporter } from '../../archive/reporter.ts';
import { Comparing, type Kernels } from './compare.ts';
import type { Comparison } from './shape.ts';
import { comparisonMarkdown } from './text.ts';

/** @param told gets the comparison when everything else is written */
export function comparisonReporter(kernels: Kernels, told: (comparison: Comparison) => void): Reporter {
  const comparing = new Comparing(kernels);
  let folder = '';
  return {
    start: (run) => { folder = run.folder; },
    event: (event) => { comparing.take(event); },
    end: async () => {
      const comparison = comparing.comparison();
      await writeText(join(folder, 'compare.json'), `${JSON.stringify(comparison, undefined, 2)}\n`);
      await writeText(join(folder, 'compare.md'), comparisonMarkdown(comparison));
      told(comparison);
    },
  };
}
