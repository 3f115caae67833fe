/** The kernel's list format of masks, `0-2,5` `[lib/bitmap.c: %*pbl]`. An empty mask is an empty line. */
import type { NodeId } from '../../../model/units.ts';
import { decimal } from './number.ts';
import { match, oneLine, unreadable } from './text-file.ts';

/** Ascending ids. @throws UnreadableTextError */
export function parseNodeList(file: string, text: string): NodeId[] {
  const line = oneLine(file, text);
  const ids: NodeId[] = [];
  if (line.text === '') return ids;
  for (const range of line.text.split(',')) {
    const [first, last] = match({ ...line, text: range }, /^(\d{1,4})(?:-(\d{1,4}))?$/, 'a list such as 0-2,5');
    const start = decimal(line, first);
    const end = last === undefined ? start : decimal(line, last);
    if (start <= (ids.at(-1) ?? -1) || end < start) throw unreadable(line, 'ids in ascending order');
    for (let id = start; id <= end; id++) ids.push(id as NodeId);
  }
  return ids;
}
