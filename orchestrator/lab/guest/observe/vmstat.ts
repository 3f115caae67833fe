/** /proc/vmstat `[mm/vmstat.c:vmstat_show]`: `name number` lines. */
import type { VmstatObservation } from '../../../model/observation.ts';
import type { Pages } from '../../../model/units.ts';
import { decimal } from './number.ts';
import { linesOf, match } from './text-file.ts';

const LINE = /^([a-z0-9_]+) (\d+)$/;

/** @throws UnreadableTextError */
export function parseVmstat(file: string, text: string): VmstatObservation {
  const wanted = new Map<string, Pages>();
  for (const line of linesOf(file, text)) {
    const [name = '', digits] = match(line, LINE, 'name number');
    if (name.startsWith('nr_memmap')) wanted.set(name, decimal(line, digits) as Pages);
  }
  return { nrMemmapPages: wanted.get('nr_memmap_pages'), nrMemmapBootPages: wanted.get('nr_memmap_boot_pages') };
}
