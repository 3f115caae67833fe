/** report.html of a run, made of its events while they come, or of an old record. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordEvent } from '../archive/event.ts';
import { machineFolder } from '../archive/layout.ts';
import { Comparing, type Kernels } from './comparison/compare.ts';
import { fillTemplate } from './fill-template.ts';
import { Failures } from './page-data/failures.ts';
import { runPage, type RunPageInput } from './page-data/run-page.ts';
import { NOTHING_TOLD, tell } from './story.ts';

export interface RunPageMaker {
  readonly take: (event: RecordEvent) => void;
  readonly html: (template: string, input: Pick<RunPageInput, 'run' | 'summary' | 'histories'>) => string;
}

/** @param folder the record's; the logs of control channels are read from it. @param kernels of a run that compares two */
export function runPageMaker(folder: string, kernels?: Kernels): RunPageMaker {
  const comparing = kernels && new Comparing(kernels);
  const failures = new Failures((item, attempt) => readQmpLog(machineFolder(folder, item, attempt)));
  let story = NOTHING_TOLD;
  return {
    take: (event) => {
      story = tell(story, event);
      failures.take(event);
      comparing?.take(event);
    },
    html: (template, input) => fillTemplate(template, runPage({ ...input, story, details: failures.details, compared: comparing?.comparison() })),
  };
}

/** Empty where QEMU never came that far. */
function readQmpLog(machine: string): string {
  try {
    return readFileSync(join(machine, 'qmp.log'), 'utf8');
  } catch {
    return '';
  }
}
