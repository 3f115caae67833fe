/** /proc/iomem `[kernel/resource.c:r_show]`: two spaces a level, `start-end : name`, end inclusive. */
import type { IomemEntry } from '../../../model/observation.ts';
import type { Bytes } from '../../../model/units.ts';
import { hexadecimal } from './number.ts';
import { linesOf, match, unreadable } from './text-file.ts';

const LINE = /^((?: {2})*)([0-9a-f]{4,16})-([0-9a-f]{4,16}) : (.+)$/;

/** @throws UnreadableTextError, also when all addresses are 0, as they are shown to a reader without CAP_SYS_ADMIN */
export function parseIomem(file: string, text: string): IomemEntry[] {
  const entries: IomemEntry[] = [];
  for (const line of linesOf(file, text)) {
    const [indent = '', start, end, name = ''] = match(line, LINE, 'start-end : name, in hexadecimal');
    const entry: IomemEntry = { depth: indent.length / 2, start: hexadecimal(line, start) as Bytes, end: hexadecimal(line, end) as Bytes, name };
    if (entry.end < entry.start) throw unreadable(line, 'an end that is not below the start');
    if (entry.end === 0) throw unreadable(line, 'addresses, as root sees them');
    if (entry.depth > (entries.at(-1)?.depth ?? -1) + 1) throw unreadable(line, 'a line at most one level below the one before');
    entries.push(entry);
  }
  return entries;
}
