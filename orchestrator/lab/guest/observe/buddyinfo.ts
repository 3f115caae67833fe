/** /proc/buddyinfo `[mm/vmstat.c:frag_show_print]`: `Node 0, zone    DMA32    1    0 …`. */
import type { BuddyObservation } from '../../../model/observation.ts';
import type { NodeId } from '../../../model/units.ts';
import { decimal } from './number.ts';
import { linesOf, match } from './text-file.ts';
import { zoneName } from './zone-name.ts';

/** @throws UnreadableTextError */
export function parseBuddyinfo(file: string, text: string): BuddyObservation[] {
  return linesOf(file, text).map((line) => {
    const [node, zone = '', counts = ''] = match(line, /^Node (\d+), zone +(\S+)((?: +\d+)+) *$/, 'Node N, zone NAME and counts');
    return { node: decimal(line, node) as NodeId, zone: zoneName(line, zone), free: counts.trim().split(/ +/).map((digits) => decimal(line, digits)) };
  });
}
