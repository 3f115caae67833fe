/**
 * The pageblock tables of /proc/pagetypeinfo `[mm/vmstat.c:pagetypeinfo_show]`: the whole text, its heads included, comes once for each node
 * with memory. The free lists above each table are read over.
 */
import type { PageblockObservation } from '../../../model/observation.ts';
import type { NodeId } from '../../../model/units.ts';
import { decimal } from './number.ts';
import { linesOf, match, unreadable } from './text-file.ts';
import { zoneName } from './zone-name.ts';

const HEAD = 'Number of blocks type';
const ROW = /^Node (\d+), zone +(\S+)((?: +\d+)+) *$/;

/** @throws UnreadableTextError */
export function parsePagetypeinfo(file: string, text: string): PageblockObservation[] {
  const found: PageblockObservation[] = [];
  let titles: readonly string[] | undefined;
  for (const line of linesOf(file, text)) {
    if (line.text.startsWith(HEAD)) titles = line.text.slice(HEAD.length).trim().split(/ +/);
    // A table ends where its rows do: with the next node's text, an empty line, or page_owner's table of mixed blocks.
    else if (!line.text.startsWith('Node ')) titles = undefined;
    else if (titles) {
      const [node, zone = '', counts = ''] = match(line, ROW, 'Node N, zone NAME and counts');
      const values = counts.trim().split(/ +/).map((digits) => decimal(line, digits));
      if (values.length !== titles.length) throw unreadable(line, `${titles.length} counts`);
      found.push({ node: decimal(line, node) as NodeId, zone: zoneName(line, zone), types: Object.fromEntries(titles.map((title, index) => [title, values[index] ?? 0])) });
    }
  }
  return found;
}
