/**
 * How long the triage of a long history takes: 10,000 records of 100 rows, made for it in a temporary folder and read from there as any others. They are as unlike each
 * other as real ones: daxlab, and with it the hash over what a row is made of, changes every day, so that a third of all rows differ from every other.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jsonText } from '../../archive/json-file.ts';
import { recordFiles } from '../../archive/layout.ts';
import { RUN_SCHEMA, runFileSchema, type RunFile } from '../../archive/run-file.ts';
import { runId } from '../../archive/run-id.ts';
import { SUMMARY_SCHEMA, summarySchema, type Summary, type SummaryRow } from '../../archive/summary.ts';
import { readRecords } from '../records/read-records.ts';
import { triage, type Triage } from '../triage.ts';

export interface HistorySpeed {
  /** From the folder to the answer as text, files being warm: the kernel has just written them. */
  readonly seconds: number;
  readonly runs: number;
  readonly entries: number;
  /** Rows that differ from every other, of all. */
  readonly distinct: number;
  readonly bytes: number;
  readonly answer: Triage;
}

export interface HistorySize {
  readonly runs: number;
  readonly rows: number;
}

const HOUR = 3_600_000;
const SIZE: HistorySize = { runs: 10_000, rows: 100 };

/** @param write makes the answer a text, as a command does */
export async function historySpeed(write: (answer: Triage) => string, progress: (what: string) => void = () => undefined, { runs, rows }: HistorySize = SIZE): Promise<HistorySpeed> {
  const results = await mkdtemp(join(tmpdir(), 'daxlab-history-'));
  try {
    progress(`making ${runs} records of ${rows} rows`);
    const texts = new Set<string>();
    let bytes = 0;
    for (let run = 0; run < runs; run++) {
      const summary = summaryOf(run, runs, rows);
      for (const row of summary.scenarios) texts.add(digest(JSON.stringify(row)));
      bytes += await putRecord(results, summary, runFileOf(run, summary));
    }
    progress('triage of them');
    const began = performance.now();
    const answer = await triage(await readRecords([results]));
    write(answer);
    const seconds = (performance.now() - began) / 1000;
    return { seconds, runs, bytes, answer, distinct: texts.size / (runs * rows), entries: answer.rows.reduce((sum, { entries }) => sum + entries.length, 0) };
  } finally {
    await rm(results, { recursive: true, force: true });
  }
}

async function putRecord(results: string, summary: Summary, run: RunFile): Promise<number> {
  const folder = join(results, summary.runId);
  const files = recordFiles(folder);
  const texts = { [files.summary]: jsonText(summarySchema, summary), [files.run]: jsonText(runFileSchema, run) };
  await mkdir(folder);
  for (const [file, text] of Object.entries(texts)) await writeFile(file, text);
  return (texts[files.summary] ?? '').length;
}

/** Three a day. */
const day = (run: number): number => Math.floor(run / 3);
const month = (run: number): number => Math.floor(run / 90);

function summaryOf(run: number, runs: number, rows: number): Summary {
  const id = runId(new Date(Date.UTC(2020, 0, 1) + run * 8 * HOUR), run % 0x10000);
  const scenarios = Array.from({ length: rows }, (_, row) => rowOf(row, run, showing(row, run, runs)));
  return { schema: SUMMARY_SCHEMA, runId: id, suite: 'nightly', rules: 1, verdict: 'pass', exitStatus: 0, scenarios, notRun: [] };
}

/** From a day on, after four fifths of the time, one row in 20 has a finding of its own scenario; one row in 50 always has one now and then; and one in 20 had one that a kernel took away. */
function showing(row: number, run: number, runs: number): string | undefined {
  if (row % 20 === 3 && day(run) > day(runs * 0.8)) return `after unbind dax0.0 from kmem: free memory of the boot nodes differs from the prediction (${row})`;
  if (row % 50 === 7 && run % 10 === 0) return `BUG: kernel NULL pointer dereference in function_${row}`;
  return row % 20 === 11 && month(run) < month(runs) / 4 ? `memory_block leak: ${row} created, 0 released` : undefined;
}

const MACHINES = ['cxl', 'hmem', 'nvdimm', 'cxl-2way'];
const KERNELS = [['debian:6.1', '6.1'], ['debian:6.12', '6.12'], ['debian:7.3', '7.3']] as const;

function rowOf(row: number, run: number, title: string | undefined): SummaryRow {
  const [kernel, version] = KERNELS[row % KERNELS.length] ?? KERNELS[0];
  return {
    name: `cycle-${Math.floor(row / 12)} memmap_on_memory=${row % 2}`, machine: MACHINES[row % MACHINES.length] ?? 'cxl', kernel, kernelRelease: `${version}.${month(run)}+deb13-cloud-amd64`, policy: 'default',
    verdict: title === undefined ? 'pass' : 'model-mismatch', attempts: (row + run) % 40 === 0 ? 2 : 1, checkedOperations: 20 + (row % 12),
    findings: title === undefined ? [] : [{ kind: 'state', title, fingerprint: digest(title), operation: 10, known: false }], build: digest(`${kernel} ${month(run)}`), inputs: digest(`${row} ${month(run)} ${day(run)}`),
  };
}

const PACKAGES = 60;

function runFileOf(run: number, { runId: id }: Summary): RunFile {
  const used = (name: string, version: string) => ({ name, version, sha256: sha256(`${name} ${version}`) });
  return {
    schema: RUN_SCHEMA, runId: id, startedAt: new Date(Date.UTC(2020, 0, 1) + run * 8 * HOUR).toISOString(), startedAtMonotonic: 1, asked: { command: ['run', 'nightly'], suites: ['nightly'], jobs: 2 },
    daxlab: { name: 'daxlab', version: '0.1.0', commit: digest(`daxlab ${day(run)}`), sha256: sha256(`daxlab ${day(run)}`) }, host: { kernel: 'Linux 6.1', node: 'v20', cpus: 2, memory: 2 ** 33 },
    used: [used('qemu', `11.1.${month(run)}`), ...KERNELS.map(([kernel, version]) => used(kernel, `${version}.${month(run)}`)), ...Array.from({ length: PACKAGES }, (_, place) => used(`package-${place}`, `${Math.floor((run + place) / 200)}`))],
    guests: [],
  };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const digest = (text: string): string => sha256(text).slice(0, 16);
