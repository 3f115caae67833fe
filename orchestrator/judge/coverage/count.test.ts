import { describe, expect, it } from 'vitest';
import { GIB } from '../../model/units.ts';
import { faithful } from '../../testing/evidence.ts';
import { evidenceOf } from '../../testing/second-opinion/evidence.ts';
import { ImaginedKernel } from '../../testing/second-opinion/imagined-kernel.ts';
import { attribute, bindTo, state, unbindFrom } from '../../testing/worlds.ts';
import type { Evidence } from '../evidence.ts';
import { NOTHING_YET } from '../trial.ts';
import { weigh } from '../weigh.ts';
import { cover, coverageOf, NOTHING_COVERED } from './count.ts';
import { EXERCISES } from './fixtures/scenarios.ts';
import { withLog } from './fixtures/with-log.ts';
import { ITEMS } from './items.ts';
import { coverageReport, neverExercised } from './report.ts';

const counts = (evidence: Iterable<Evidence>) => Object.fromEntries(coverageOf(evidence).counts);
const line = [attribute('1'), bindTo(), state(32, 'online_movable'), state(32, 'online'), state(32, 'offline'), unbindFrom()];

describe('the list', () => {
  it('names each row once, in words', () => {
    expect(new Set(ITEMS.map(({ id }) => id)).size).toBe(ITEMS.length);
    for (const { text } of ITEMS) expect(text.length).toBeGreaterThan(1);
  });

  it('has every invariant', () => {
    expect(ITEMS.filter(({ id }) => /^I\d+$/.test(id)).map(({ id }) => id)).toEqual(Array.from({ length: 28 }, (_, index) => `I${index + 1}`));
  });

  it('has nothing that no evidence can exercise, but for what says why', () => {
    const rows = coverageReport(EXERCISES.map(({ start, operations, choose }) => coverageOf(withLog(evidenceOf(new ImaginedKernel(start), operations, { choose })))));
    expect(neverExercised(rows).map(({ id }) => id)).toEqual([]);
    for (const { count, notYet } of rows) expect(notYet === undefined).toBe(count > 0);
  });
});

describe('a scenario', () => {
  it('counts what it exercised, as often as it did', () => {
    expect(counts(withLog(faithful({}, line)))).toMatchObject({
      '1.1/128MiB': 1, '1.3/Y': 1, '1.4/hmem': 1, '3.2/split': 1, '5/add-on': 1, '5/online-on': 1, '6.1/online_movable': 1, '6.1/online-twice': 1, '6.1/offline': 1,
      '6.2/last-memory': 1, '6.3/on': 1, '6.3/node-gone': 1, '7.2/unbound': 1, I1: 2, I9: 2, I10: 2, I16: 1, I21: 1, I24: line.length,
    });
  });

  it('does not count what it did not', () => {
    const off = counts(faithful({}, line.slice(1)));
    for (const id of ['3.2/split', '5/add-on', '6.3/on', 'I2', 'I11', '7.2/unbound', '6.4/stuck', '4.1/kernel', '6.2/kernel-zone']) expect([id, off[id]]).toEqual([id, undefined]);
  });

  it('counts nothing that was held against no prediction', () => {
    const wrong = faithful({}, line).map((item) => (item.type === 'result' && item.index === 1 ? { ...item, errno: 5 } : item));
    expect(counts(wrong)).toEqual(counts(faithful({}, line).filter((item) => !('index' in item) || item.index === 0)));
  });

  it('counts an operation when it is observed, not when it is begun', () => {
    const cut = faithful({}, line);
    expect(counts(cut.slice(0, cut.findIndex((item) => item.type === 'observed' && item.index === 1)))['6.5/OK']).toBeUndefined();
  });

  it('needs the calls to know in how many pieces memory was added', () => {
    const unseen = counts(faithful({}, line).filter(({ type }) => type !== 'called'));
    expect([unseen['3.2/split'], unseen['5/add-on']]).toEqual([undefined, 1]);
  });

  it('says that the log is silent only where the log is whole', () => {
    const whole = withLog(faithful({}, line));
    expect(counts(whole)['I24']).toBe(line.length);
    expect(counts(faithful({}, line))['I24']).toBeUndefined();
    const lost = whole.map((item) => (item.type === 'log-account' && item.index === 2 ? { ...item, account: { ...item.account, printed: 3 } } : item));
    expect(counts(lost)['I24']).toBe(line.length - 1);
    const overrun = whole.map((item) => (item.type === 'log-account' && item.index === 0 ? { ...item, account: { ...item.account, overrun: true } } : item));
    expect(counts(overrun)['I24']).toBe(line.length - 1);
  });

  it('tells of order only where the same blocks went online in two, and of adding up where both kinds are on one node', () => {
    const [first, second] = [state(32, 'online_movable'), state(33, 'online_movable')];
    const once = [bindTo(), first, second];
    expect(counts(faithful({}, [...once, state(33, 'offline'), second]))['I28']).toBeUndefined();
    expect(counts(faithful({}, [...once, state(32, 'offline'), first]))['I28']).toBe(1);
    const devices = [{ name: 'dax0.0', start: 4 * GIB, end: 4.5 * GIB }, { name: 'dax1.0', start: 4.5 * GIB, end: 5 * GIB }] as const;
    const mixed = counts(faithful({ devices }, [attribute('1'), bindTo(), bindTo('dax1.0'), first, state(36, 'online_movable')]));
    expect([mixed['I28'], mixed['I28/mixed']]).toEqual([undefined, 1]);
  });

  it('is counted beside the judge as it is counted afterwards', () => {
    const evidence = faithful({}, line);
    let [trial, coverage] = [NOTHING_YET, NOTHING_COVERED];
    for (const item of evidence) [coverage, trial] = [cover(coverage, item, trial), weigh(trial, item)];
    expect(coverage.counts).toEqual(coverageOf(evidence).counts);
  });
});

describe('the report of a run', () => {
  it('adds up its attempts and keeps what none of them did', () => {
    const once = coverageOf(faithful({}, line));
    const rows = new Map(coverageReport([once, once]).map((row) => [row.id, row]));
    expect(rows.get('I1')).toMatchObject({ count: 4, notYet: undefined });
    expect(rows.get('6.4/stuck')).toMatchObject({ count: 0, notYet: undefined });
    expect(rows.get('I25')?.notYet).toContain('huge pages');
    expect(neverExercised(coverageReport([])).length).toBe(ITEMS.filter((item) => !('notYet' in item)).length);
  });
});
