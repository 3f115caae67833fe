import { describe, expect, it } from 'vitest';
import { faithful } from '../testing/evidence.ts';
import { bindTo, poison, state } from '../testing/worlds.ts';
import { judge } from './conclude.ts';
import type { Evidence } from './evidence.ts';

const LINE = [bindTo(), poison(32, 20_000), state(32, 'online_movable'), poison(32, 20_000), poison(32, 20_000)];

/** The log of one operation between its markers, as it comes: after its result and before its observation. */
function withLog(index: number, ...lines: readonly string[]): Evidence[] {
  const evidence = faithful({ faults: true }, LINE);
  const place = evidence.findIndex((item) => item.type === 'observed' && item.index === index);
  return evidence.toSpliced(place, 0, { type: 'kernel-log', operation: index, lines: [`[    2.000000] daxlab: operation ${index} begin`, ...lines.map((line) => `[    2.000001] ${line}`), `[    2.000002] daxlab: operation ${index} end`] });
}
const log = (index: number, ...lines: readonly string[]) => judge(withLog(index, ...lines)).findings.map(({ title }) => title);

const RECOVERED = 'Memory failure: 0x104e20: recovery action for free buddy page: Recovered';

describe('what the kernel says of a page that is poisoned on purpose', () => {
  it('is no finding where it says what came of it', () => {
    expect(log(1, 'Memory failure: 0x104e20: memory outside kernel control')).toEqual([]);
    expect(log(3, RECOVERED)).toEqual([]);
    expect(log(4, 'Memory failure: 0x104e20: recovery action for already poisoned page: Failed')).toEqual([]);
  });

  it('is one where it says something else, or more', () => {
    expect(log(3, 'Memory failure: 0x104e20: recovery action for free buddy page: Failed')).toHaveLength(1);
    expect(log(3, 'Memory failure: 0x104e20: memory outside kernel control')).toHaveLength(1);
    expect(log(3, RECOVERED, 'WARNING: CPU: 0 PID: 1 at mm/page_alloc.c:1 take_page_off_buddy+0x1/0x2')).toHaveLength(1);
  });

  it('is one during any other operation', () => {
    expect(log(2, RECOVERED)).toHaveLength(1);
  });
});
