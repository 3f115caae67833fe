/**
 * The agent's lines of memory blocks, `number|state|valid_zones|removable|phys_index|node`: the texts of the files, and the N of the nodeN link.
 *
 * Looking is not free: the first look at a new block leaves sysfs inodes and dentries behind, 6 kB a block of the guest's free memory
 * (1.5 MB for 256 blocks, seen in the observation after). Later looks change nothing beyond the noise of 0.1 MB.
 */
import type { BlockObservation } from '../../../model/observation.ts';
import type { BlockNumber, NodeId } from '../../../model/units.ts';
import { decimal, hexadecimal } from './number.ts';
import { linesOf, match, unreadable } from './text-file.ts';

const LINE = /^(\d+)\|(online|offline|going-offline)\|([A-Za-z0-9 ]*)\|([01])\|([0-9a-f]{8,16})\|(\d*)$/;

/** In ascending order of their numbers. @throws UnreadableTextError */
export function parseBlocks(file: string, text: string): BlockObservation[] {
  const blocks: BlockObservation[] = [];
  for (const line of linesOf(file, text)) {
    const [number, state = '', zones = '', removable, physIndex, node = ''] = match(line, LINE, 'number|state|valid_zones|removable|phys_index|node');
    const block: BlockObservation = {
      number: decimal(line, number) as BlockNumber,
      state,
      validZones: zones.split(' ').filter((zone) => zone !== ''),
      removable: removable === '1',
      physIndex: hexadecimal(line, physIndex) as BlockNumber,
      node: node === '' ? undefined : decimal(line, node) as NodeId,
    };
    if (block.number <= (blocks.at(-1)?.number ?? -1)) throw unreadable(line, 'blocks in ascending order');
    blocks.push(block);
  }
  return blocks;
}
