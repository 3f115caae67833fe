/** The zones that x86-64 kernels have. */
import type { ZoneName } from '../../../model/observation.ts';
import { unreadable, type Line } from './text-file.ts';

const ZONE_NAMES: readonly string[] = ['DMA', 'DMA32', 'Normal', 'Movable', 'Device'] satisfies ZoneName[];

/** @throws UnreadableTextError */
export function zoneName(line: Line, name: string): ZoneName {
  if (!ZONE_NAMES.includes(name)) throw unreadable(line, `a zone of ${ZONE_NAMES.join(', ')}`);
  return name as ZoneName;
}
