/** Who follows a run that leaves a record. */
import type { Reporter } from '../archive/reporter.ts';
import type { Kernels } from '../report/comparison/compare.ts';
import type { Comparison } from '../report/comparison/shape.ts';
import { fileName } from '../config/file-name.ts';
import type { Context } from './context.ts';

export interface ReporterOptions {
  /** The result as text, as exactly summary.json, or not at all where the command has a result of its own. */
  readonly result: 'text' | 'json' | 'none';
  readonly withKernel?: boolean | undefined;
  /** Of a run that compares two kernels, and who is told what came of it. */
  readonly compare?: { readonly kernels: Kernels; readonly told: (comparison: Comparison) => void } | undefined;
  /** The cache folder, and the file of known issues, that were asked for. */
  readonly cache?: string | undefined;
  readonly known?: string | undefined;
}

/** The result is printed last, when everything else of the record is written. */
export async function reporters({ terminal }: Context, { result, withKernel = false, compare, cache, known }: ReporterOptions): Promise<() => Reporter> {
  const [{ everyReporter }, { recordReports }, { bundleReporter }, { pageReport }, { runsBefore }, { pageTemplate }, { knownToday }, { jsonReport, terminalReport }, { comparisonReporter }] = await Promise.all([
    import('../archive/reporter.ts'), import('../report/record-reports.ts'), import('../report/bundle/reporter.ts'), import('../report/page-report.ts'), import('../report/runs-before.ts'),
    import('./page-template.ts'), import('./known-today.ts'), import('../report/terminal-report.ts'),
    import('../report/comparison/reporter.ts'),
  ]);
  const printed = { text: () => [terminalReport(terminal.out, terminal.paint.out, fileName)], json: () => [jsonReport(terminal.out)], none: () => [] };
  return () => {
    const before = runsBefore(() => knownToday(known));
    return everyReporter([terminal.progress(), recordReports(before), bundleReporter({ withKernel }), pageReport(() => pageTemplate(cache), before, compare?.kernels), ...printed[result](), ...(compare ? [comparisonReporter(compare.kernels, compare.told)] : [])]);
  };
}
