import fc from 'fast-check';
import { expect, it } from 'vitest';
import { localPool } from './pool.ts';

it('does every item once, in order of their start, and never more at a time than it may', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.nat(3), { maxLength: 20 }), fc.integer({ min: 1, max: 4 }), async (items, jobs) => {
    const started: number[] = [];
    let now = 0;
    let most = 0;
    await localPool<number>(jobs).run([...items.keys()], async (index) => {
      started.push(index);
      most = Math.max(most, ++now);
      for (let turn = 0; turn < (items[index] ?? 0); turn++) await Promise.resolve();
      now--;
    });
    expect(started).toEqual([...items.keys()]);
    expect(most).toBeLessThanOrEqual(jobs);
  }));
});

it('lets an item have the machine alone, and no other begin, go on or be left out for it', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.record({ turns: fc.nat(3), alone: fc.boolean() }), { maxLength: 12 }), fc.integer({ min: 1, max: 4 }), async (items, jobs) => {
    let now = 0;
    let most = 0;
    const done: number[] = [];
    const turns = async (count: number): Promise<void> => { for (let turn = 0; turn < count; turn++) await Promise.resolve(); };
    const beside = async (count: number): Promise<void> => {
      most = Math.max(most, ++now);
      await turns(count);
      now--;
    };
    await localPool<[number, { turns: number; alone: boolean }]>(jobs).run([...items.entries()], async ([index, item], alone) => {
      await beside(item.turns);
      if (item.alone) {
        await alone(async () => {
          expect(now).toBe(0);
          now++;
          await turns(item.turns);
          expect(now).toBe(1);
          now--;
        });
      }
      await beside(item.turns);
      done.push(index);
    });
    expect(done.toSorted((one, other) => one - other)).toEqual([...items.keys()]);
    expect(most).toBeLessThanOrEqual(jobs);
  }));
});

it('gives the machine back after a failure of what had it alone', async () => {
  const done: number[] = [];
  const work = localPool<number>(2).run([1, 2], async (item, alone) => {
    if (item === 1) await alone(() => Promise.reject(new Error('one')));
    await Promise.resolve();
    done.push(item);
  });
  await expect(work).rejects.toThrow('one');
  expect(done).toEqual([2]);
});

it('starts nothing more after a failure and waits for what is under way', async () => {
  const done: number[] = [];
  const work = localPool<number>(2).run([1, 2, 3, 4], async (item) => {
    if (item === 1) throw new Error('one');
    await Promise.resolve();
    done.push(item);
  });
  await expect(work).rejects.toThrow('one');
  expect(done).toEqual([2]);
});
