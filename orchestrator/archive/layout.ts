/** Where things are in a record. */
import { join } from 'node:path';

export interface RecordFiles {
  readonly run: string;
  readonly events: string;
  readonly summary: string;
  readonly junit: string;
  readonly ktap: string;
  readonly coverage: string;
  readonly markdown: string;
  readonly kcidb: string;
  readonly sensitivity: string;
  readonly page: string;
  readonly machines: string;
  readonly failures: string;
}

export function recordFiles(folder: string): RecordFiles {
  return {
    run: join(folder, 'run.json'),
    events: join(folder, 'events.ndjson'),
    summary: join(folder, 'summary.json'),
    junit: join(folder, 'junit.xml'),
    ktap: join(folder, 'results.ktap'),
    coverage: join(folder, 'coverage.json'),
    markdown: join(folder, 'summary.md'),
    kcidb: join(folder, 'kcidb.json'),
    sensitivity: join(folder, 'sensitivity.json'),
    page: join(folder, 'report.html'),
    machines: join(folder, 'machines'),
    failures: join(folder, 'failures'),
  };
}

/** Console and QMP logs of one guest: `machines/<item>-<attempt>`. */
export function machineFolder(folder: string, item: string, attempt: number): string {
  return join(recordFiles(folder).machines, `${item}-${attempt}`);
}

/** The bundle of one finding: `failures/<fingerprint>`. */
export interface FailureFiles {
  readonly folder: string;
  readonly scenario: string;
  readonly script: string;
  readonly initramfs: string;
  /** The kernel's. */
  readonly config: string;
  readonly console: string;
  readonly events: string;
  readonly report: string;
}

export const failureFiles = (folder: string, fingerprint: string): FailureFiles => bundleFiles(join(recordFiles(folder).failures, fingerprint));

/** The bundle as it was before its steps were shrunk; there only where they were. */
export const recordedFiles = ({ folder }: Pick<FailureFiles, 'folder'>): FailureFiles => bundleFiles(join(folder, 'recorded'));

const bundleFiles = (folder: string): FailureFiles => ({
  folder,
  scenario: join(folder, 'scenario.yaml'),
  script: join(folder, 'repro.sh'),
  initramfs: join(folder, 'initramfs.cpio.gz'),
  config: join(folder, 'config'),
  console: join(folder, 'console.log'),
  events: join(folder, 'events.ndjson'),
  report: join(folder, 'report.txt'),
});
