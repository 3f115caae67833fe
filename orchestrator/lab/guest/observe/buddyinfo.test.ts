import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseBuddyinfo } from './buddyinfo.ts';
import { UnreadableTextError } from './unreadable.ts';

const ZONES = ['DMA', 'DMA32', 'Normal', 'Movable'] as const;

it('reads what the kernel prints', () => {
  fc.assert(fc.property(fc.array(fc.record({ node: fc.nat(9), zone: fc.constantFrom(...ZONES), free: fc.array(fc.nat(99_999), { minLength: 11, maxLength: 11 }) })), (zones) => {
    const text = zones.map(({ node, zone, free }) => `Node ${node}, zone ${zone.padStart(8)} ${free.map((count) => `${String(count).padStart(6)} `).join('')}\n`).join('');
    expect(parseBuddyinfo('/proc/buddyinfo', text)).toEqual(zones);
  }));
});

it('refuses what it does not know', () => {
  for (const text of ['Node 0, zone    Magic      1      2 \n', 'Node 0, zone      DMA \n', 'Zone DMA 1 2\n', 'Node 0, zone      DMA      1']) {
    expect(() => parseBuddyinfo('/proc/buddyinfo', text)).toThrow(UnreadableTextError);
  }
});
