import fc from 'fast-check';
import { expect, it } from 'vitest';
import { machineSchema } from '../config/machine.ts';
import { GIB, MIB } from '../config/size.ts';
import { localPool } from './pool.ts';
import { guestNeeds, Room } from './room.ts';

it('never has more in it than it holds, unless one alone is larger, and everyone comes in, in the order of asking', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.record({ bytes: fc.integer({ min: 1, max: 12 }), turns: fc.nat(4) }), { maxLength: 20 }), fc.integer({ min: 1, max: 6 }), async (items, jobs) => {
    const room = new Room(10);
    const inside = new Set<number>();
    const begun: number[] = [];
    const pool = localPool<number>(jobs, (index) => room.enter(items[index]?.bytes ?? 0));
    await pool.run([...items.keys()], async (index) => {
      begun.push(index);
      inside.add(index);
      const taken = [...inside].reduce((sum, each) => sum + (items[each]?.bytes ?? 0), 0);
      expect(taken <= 10 || inside.size === 1).toBe(true);
      for (let turn = 0; turn < (items[index]?.turns ?? 0); turn++) await Promise.resolve();
      inside.delete(index);
    });
    expect(begun).toEqual([...items.keys()]);
  }));
});

it('is given back once, however often that is said', async () => {
  const room = new Room(10);
  const leave = await room.enter(6);
  await room.enter(4);
  leave();
  leave();
  await room.enter(6);
  let third = false;
  void room.enter(1).then(() => { third = true; });
  await Promise.resolve();
  expect(third).toBe(false);
});

it('what a guest needs grows with its memory, and little with that of its devices', () => {
  const machine = (memory: string, size: string): number => guestNeeds(machineSchema.parse({ name: 'm', description: 'm', memory, devices: [{ kind: 'soft-reserved', id: 'd', size, dax: 'dax0.0' }] }));
  expect(machine('2GiB', '1GiB') - machine('1GiB', '1GiB')).toBe(GIB);
  expect(machine('1GiB', '33GiB') - machine('1GiB', '1GiB')).toBe(512 * MIB);
});
