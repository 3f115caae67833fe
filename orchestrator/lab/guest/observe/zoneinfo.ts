/** /proc/zoneinfo `[mm/vmstat.c:zoneinfo_show_print]`. A zone without pages ends after its `protection` line and says no start_pfn. */
import type { ZoneObservation } from '../../../model/observation.ts';
import type { NodeId, Pages, Pfn } from '../../../model/units.ts';
import { decimal } from './number.ts';
import { zoneName } from './zone-name.ts';
import { linesOf, match, unreadable, type Line } from './text-file.ts';

const HEAD = /^Node (\d+), zone +(\w+)$/;
/** Every other line: a number under a label, or a heading. */
const NUMBER = /^ {2,14}((?:pages )?[a-z_]+|vm stats threshold):? +(\d+)$/;
const HEADING = /^ {2}(?:per-node stats|pagesets)$|^ {4}cpu: \d+$|^ {8}protection: \([\d, ]+\)$/;

interface Section {
  readonly head: Line;
  readonly values: Map<string, Pages>;
  perCpuFree: number;
}

/** In the order of the text. @throws UnreadableTextError */
export function parseZoneinfo(file: string, text: string): ZoneObservation[] {
  const sections: Section[] = [];
  for (const line of linesOf(file, text)) {
    const section = sections.at(-1);
    if (HEAD.test(line.text)) sections.push({ head: line, values: new Map(), perCpuFree: 0 });
    else if (section === undefined) throw unreadable(line, 'Node N, zone NAME');
    else if (!HEADING.test(line.text)) readNumber(line, section);
  }
  return sections.map(zoneOf);
}

function readNumber(line: Line, section: Section): void {
  const [label = '', digits] = match(line, NUMBER, 'a label and a number');
  if (label === 'count') section.perCpuFree += decimal(line, digits);
  else if (['pages free', 'spanned', 'present', 'managed', 'start_pfn'].includes(label)) {
    if (section.values.has(label)) throw unreadable(line, `${label} once a zone`);
    section.values.set(label, decimal(line, digits) as Pages);
  }
}

function zoneOf({ head, values, perCpuFree }: Section): ZoneObservation {
  const [node, zone = ''] = match(head, HEAD, 'Node N, zone NAME');
  const value = (label: string): Pages => {
    const seen = values.get(label);
    if (seen === undefined) throw unreadable(head, `a line '${label}' in this zone`);
    return seen;
  };
  return {
    node: decimal(head, node) as NodeId,
    zone: zoneName(head, zone),
    free: value('pages free'),
    spanned: value('spanned'),
    present: value('present'),
    managed: value('managed'),
    startPfn: values.get('start_pfn') as Pfn | undefined,
    perCpuFree: perCpuFree as Pages,
  };
}
