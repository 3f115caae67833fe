/** /proc/meminfo `[fs/proc/meminfo.c:meminfo_proc_show]`. Lines that are not asked for may be any, as each release adds some. */
import type { MeminfoObservation } from '../../../model/observation.ts';
import { labelled } from './labelled.ts';
import { linesOf } from './text-file.ts';
import { UnreadableTextError } from './unreadable.ts';

const LINE = /^([A-Za-z0-9_()]+): +(\d+)(?: kB)?$/;

/** @throws UnreadableTextError */
export function parseMeminfo(file: string, text: string): MeminfoObservation {
  const values = labelled(linesOf(file, text), LINE, 'Label: number kB');
  const [memTotal, memFree] = [values.get('MemTotal'), values.get('MemFree')];
  if (memTotal === undefined || memFree === undefined) throw new UnreadableTextError(file, 'lines MemTotal and MemFree', text);
  return {
    memTotal,
    memFree,
    commitLimit: values.get('CommitLimit'),
    directMap4k: values.get('DirectMap4k'),
    directMap2M: values.get('DirectMap2M'),
    directMap1G: values.get('DirectMap1G'),
    hardwareCorrupted: values.get('HardwareCorrupted'),
  };
}
