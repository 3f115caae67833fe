/** /sys/devices/system/node/nodeN/meminfo `[drivers/base/node.c:node_read_meminfo]`. */
import type { NodeObservation } from '../../../model/observation.ts';
import type { NodeId } from '../../../model/units.ts';
import { labelled } from './labelled.ts';
import { linesOf } from './text-file.ts';
import { UnreadableTextError } from './unreadable.ts';

/** @throws UnreadableTextError, also when the lines are of another node than the directory */
export function parseNodeMeminfo(file: string, node: NodeId, text: string): NodeObservation {
  const pattern = new RegExp(`^Node ${node} ([A-Za-z0-9_()]+): +(\\d+)(?: kB)?$`);
  const values = labelled(linesOf(file, text), pattern, `Node ${node} Label: number kB`);
  const [memTotal, memFree] = [values.get('MemTotal'), values.get('MemFree')];
  if (memTotal === undefined || memFree === undefined) throw new UnreadableTextError(file, 'lines MemTotal and MemFree', text);
  return { node, memTotal, memFree };
}
