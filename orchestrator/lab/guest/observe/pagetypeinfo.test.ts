import { describe, expect, it } from 'vitest';
import { parsePagetypeinfo } from './pagetypeinfo.ts';
import { UnreadableTextError } from './unreadable.ts';

const node = (number: number, rows: string): string => `Page block order: 9
Pages per block:  512

Free pages count per migrate type at order       0      1      2
Node    ${number}, zone      DMA, type    Unmovable      0      0      1

Number of blocks type     Unmovable      Movable  Reclaimable   HighAtomic      Isolate
${rows}`;
const BOOT = 'Node 0, zone      DMA            3            5            0            0            0 \nNode 0, zone    DMA32           33          470            9            0            0 \n';
const HOT = 'Node 1, zone  Movable            8          504            0            0            0 \n';

describe('the pageblock table', () => {
  it('comes once for each node with memory', () => {
    expect(parsePagetypeinfo('/proc/pagetypeinfo', node(0, BOOT) + node(1, HOT)).map(({ node: number, zone, types }) => [number, zone, types['Unmovable'], types['Movable']])).toEqual([
      [0, 'DMA', 3, 5], [0, 'DMA32', 33, 470], [1, 'Movable', 8, 504],
    ]);
  });

  it('ends before the table of mixed blocks that page_owner adds', () => {
    expect(parsePagetypeinfo('/proc/pagetypeinfo', `${node(0, BOOT)}\nNumber of mixed blocks    Unmovable      Movable\nNode 0, zone      DMA            0            1 \n`)).toHaveLength(2);
  });

  it('refuses a row that has not one count for each type', () => {
    expect(() => parsePagetypeinfo('/proc/pagetypeinfo', node(0, 'Node 0, zone      DMA            3 \n'))).toThrow(UnreadableTextError);
  });
});
