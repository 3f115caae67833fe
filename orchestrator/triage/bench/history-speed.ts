/** How long the triage of a long history takes: 10,000 records of 100 rows, made for it in a temporary folder and read from there as any others. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jsonText } from '../../archive/json-file.ts';
import { recordFiles } from '../../archive/layout.ts';
import { runId } from '../../archive/run-id.ts';
import { SUMMARY_SCHEMA, summarySchema, type Summary, type SummaryRow } from '../../archive/summary.ts';
import { readRecords } from '../records/read-records.ts';
import { triage, type Triage } from '../triage.ts';

export interface HistorySpeed {
  /** From the folder to the answer, files being warm: the kernel has just written them. */
  readonly seconds: number;
  readonly runs: number;
  readonly entries: number;
  readonly bytes: number;
  readonly answer: Triage;
}

const HOUR = 3_600_000;

export async function historySpeed(runs = 10_000, rows = 100, progress: (what: string) => void = () => undefined): Promise<HistorySpeed> {
  const results = await mkdtemp(join(tmpdir(), 'daxlab-history-'));
  try {
    progress(`making ${runs} records of ${rows} rows`);
    let bytes = 0;
    for (let run = 0; run < runs; run++) bytes += await putSummary(results, summaryOf(run, runs, rows));
    progress('triage of them');
    const began = performance.now();
    const answer = await triage(await readRecords([results]));
    return { seconds: (performance.now() - began) / 1000, runs, bytes, entries: answer.rows.reduce((sum, { entries }) => sum + entries.length, 0), answer };
  } finally {
    await rm(results, { recursive: true, force: true });
  }
}

async function putSummary(results: string, summary: Summary): Promise<number> {
  const folder = join(results, summary.runId);
  const text = jsonText(summarySchema, summary);
  await mkdir(folder);
  await writeFile(recordFiles(folder).summary, text);
  return text.length;
}

/** Three a day, another daxlab once a fortnight. From one of those on, after four fifths of the time, one row in 20 has a finding; one row in 50 always has one now and then. */
function summaryOf(run: number, runs: number, rows: number): Summary {
  const id = runId(new Date(Date.UTC(2020, 0, 1) + run * 8 * HOUR), run % 0x10000);
  const scenarios = Array.from({ length: rows }, (_, row): SummaryRow => rowOf(row, run, (row % 20 === 3 && fortnight(run) > fortnight(runs * 0.8)) || (row % 50 === 7 && run % 10 === 0)));
  return { schema: SUMMARY_SCHEMA, runId: id, suite: 'nightly', rules: 1, verdict: 'pass', exitStatus: 0, scenarios, notRun: [] };
}

const MACHINES = ['cxl', 'hmem', 'nvdimm', 'cxl-2way'];
const KERNELS = [['debian:6.1', '6.1'], ['debian:6.12', '6.12'], ['debian:7.3', '7.3']] as const;

function rowOf(row: number, run: number, fails: boolean): SummaryRow {
  const [kernel, version] = KERNELS[row % KERNELS.length] ?? KERNELS[0];
  // A kernel stays for a month.
  return {
    name: `cycle-${Math.floor(row / 12)} memmap_on_memory=${row % 2}`, machine: MACHINES[row % MACHINES.length] ?? 'cxl', kernel, kernelRelease: `${version}.${Math.floor(run / 90)}+deb13-cloud-amd64`, policy: 'default',
    verdict: fails ? 'model-mismatch' : 'pass', attempts: 1, checkedOperations: 27, build: digest(run / 90), inputs: digest(fortnight(run)),
    findings: fails ? [{ kind: 'state', title: `after unbind dax0.0 from kmem: free memory of the boot nodes differs from the prediction (${row % 3})`, fingerprint: digest(row % 3), operation: 23, known: false }] : [],
  };
}

const fortnight = (run: number): number => Math.floor(run / 42);

const digest = (value: number): string => Math.floor(value).toString(16).padStart(16, '0');
