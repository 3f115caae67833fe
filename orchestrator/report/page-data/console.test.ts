import { expect, it } from 'vitest';
import { consoleLines } from './console.ts';

const marker = (index: number, place: string, seconds: number) => `[    ${seconds.toFixed(6)}] daxlab: operation ${index} ${place}`;

it("sets the guest's clock by each operation's marker", () => {
  const { lines } = consoleLines([
    { t: 20_000, lines: ['[    1.000000] Linux version', 'printed by a program'] },
    { t: 21_000, lines: [marker(0, 'begin', 5), '[    5.100000] a line', marker(0, 'end', 5.2)] },
    { t: 29_000, lines: [marker(1, 'begin', 6), '[    6.100000] a line'] },
  ], new Map([[0, 20_100], [1, 28_000]]), 10_000, new Set(['[    6.100000] a line']));
  expect(lines.map(({ at }) => at)).toEqual([6100, 6100, 10_100, 10_200, 10_300, 18_000, 18_100]);
  expect(lines.map(({ marked }) => marked)).toEqual([undefined, undefined, undefined, undefined, undefined, undefined, true]);
});

it('has no line later than it was read, and without a marker the last one then', () => {
  expect(consoleLines([{ t: 500, lines: ['[    1.000000] one', '[    2.000000] two'] }], new Map(), 0, new Set()).lines.map(({ at }) => at)).toEqual([-500, 500]);
  expect(consoleLines([{ t: 500, lines: [marker(0, 'begin', 1), '[    9.000000] late'] }], new Map([[0, 400]]), 0, new Set()).lines.map(({ at }) => at)).toEqual([400, 500]);
});

it('keeps the end of the boot only, and says how much that is', () => {
  const boot = Array.from({ length: 200 }, (_, line) => `[    ${line}.000000] line`);
  const { lines, leftOut } = consoleLines([{ t: 1, lines: [...boot, marker(0, 'begin', 300)] }], new Map([[0, 0]]), 0, new Set());
  expect([lines.length, leftOut]).toEqual([81, 120]);
});
