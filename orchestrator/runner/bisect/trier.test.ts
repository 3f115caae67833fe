import { describe, expect, it } from 'vitest';
import type { SummaryRow } from '../../archive/summary.ts';
import { rowName } from '../../archive/item-id.ts';
import { loadCatalogue } from '../../config/catalogue.ts';
import { planScenario, type PlannedItem } from '../../config/run-plan.ts';
import { bisectLine } from './bisect.ts';
import { measured, unmeasured, type Kernels } from './trier.ts';

/** What a row of `cycle` on hmem comes to, by its attribute value: `L` the leak, `O` an oops at its first operation, `C` other calls, `P` pass, `I` infrastructure, `U` unsupported. */
type Outcomes = Readonly<Record<'0' | '1', string>>;

const LEAK = { kind: 'calls', title: 'a leak', fingerprint: 'ce87000000000000', operation: 5, known: false } as const;
const VERDICTS = { L: 'model-mismatch', C: 'model-mismatch', O: 'kernel-crash', P: 'pass', I: 'infra-failure', U: 'unsupported' } as const;
const FINDINGS = { L: [LEAK], C: [{ ...LEAK, title: 'other calls', fingerprint: 'ce99000000000000' }], O: [{ ...LEAK, kind: 'log', title: 'an oops', fingerprint: '0095000000000000', operation: 0 }] } as const;

function rowOf({ item }: PlannedItem, word: string): SummaryRow {
  const known = word as keyof typeof VERDICTS;
  return {
    name: rowName(item), machine: item.machine, kernel: item.kernel, kernelRelease: '', policy: item.policy, attempts: 1, verdict: VERDICTS[known], checkedOperations: word === 'O' ? 1 : word === 'I' || word === 'U' ? 0 : 9,
    findings: word in FINDINGS ? FINDINGS[word as keyof typeof FINDINGS] : [],
  };
}

/** Kernels that come to what is said, one letter a run of the row; after the last letter it begins again. */
function kernels(outcomes: Readonly<Record<string, Outcomes>>): Kernels & { readonly said: string[]; readonly runs: string[] } {
  const counts = new Map<string, number>();
  const said: string[] = [];
  const runs: string[] = [];
  return {
    said, runs, say: (line) => { said.push(line); },
    plan: async (kernel) => (await planScenario('cycle', { machines: ['hmem'], kernels: [kernel] }, await loadCatalogue())).items,
    run: (kernel, items) => {
      runs.push(`${kernel} ${items.map(({ item }) => item.attribute).join('')}`);
      return Promise.resolve(items.map((planned) => {
        const key = `${kernel} ${planned.item.attribute ?? ''}`;
        const count = counts.get(key) ?? 0;
        counts.set(key, count + 1);
        const word = outcomes[kernel]?.[planned.item.attribute === '1' ? '1' : '0'] ?? 'P';
        return rowOf(planned, word[count % word.length] ?? 'P');
      }));
    },
  };
}

const BAD = 'debian:6.12.43';
const GOOD = 'debian:6.12.95';
const always = { times: 3 };

describe('the bad end', () => {
  it('tells which rows show it and how often, row by row', async () => {
    const fake = kernels({ [BAD]: { 0: 'P', 1: 'L' } });
    const follower = await measured(fake, BAD, always);
    expect(follower.rows).toEqual([{ row: 'cycle memmap_on_memory=1 on hmem', shown: 3, of: 3, needed: 3 }]);
    expect(follower.title).toBe('a leak');
    expect(fake.said).toEqual(['debian:6.12.43: bad (3 of 3, cycle memmap_on_memory=1 on hmem); 3 runs without it will do for a good one', '1 of 2 rows do not show it and are not run again']);
  });

  it('is run on while what comes and goes was seen too seldom, the rows that show it alone', async () => {
    const fake = kernels({ [BAD]: { 0: 'P', 1: 'PPPPL' } });
    await expect(measured(fake, BAD, always)).rejects.toThrow('6 runs without it');
    const longer = await measured(kernels({ [BAD]: { 0: 'P', 1: 'PPPPL' } }), BAD, { times: 5 });
    expect(longer.rows).toMatchObject([{ shown: 3, of: 15, needed: 18 }]);
    const flaky = kernels({ [BAD]: { 0: 'P', 1: 'LP' } });
    expect((await measured(flaky, BAD, always)).rows).toMatchObject([{ shown: 3, of: 6 }]);
    expect(flaky.runs).toEqual([`${BAD} 000111`, `${BAD} 111`]);
  });

  it('follows the finding that is named, and no other', async () => {
    const outcomes = { [BAD]: { 0: 'C', 1: 'L' } };
    expect((await measured(kernels(outcomes), BAD, { ...always, finding: 'ce87' })).rows.map(({ row }) => row)).toEqual(['cycle memmap_on_memory=1 on hmem']);
    await expect(measured(kernels(outcomes), BAD, { ...always, finding: 'ce' })).rejects.toThrow(/alone begins with ce[^]*ce99000000000000 other calls; ce87000000000000 a leak/);
    await expect(measured(kernels(outcomes), BAD, { ...always, finding: 'f00d' })).rejects.toThrow(/the finding f00d[^]*ce99000000000000 other calls; ce87/);
  });

  it('that shows nothing is the wrong end, and one that says nothing is infrastructure', async () => {
    await expect(measured(kernels({}), BAD, always)).rejects.toMatchObject({ name: 'ConfigError', message: expect.stringContaining('6 runs without it') as string });
    await expect(measured(kernels({ [BAD]: { 0: 'I', 1: 'I' } }), BAD, always)).rejects.toMatchObject({ name: 'InfrastructureError' });
  });
});

describe('another kernel', () => {
  const tried = async (outcomes: Outcomes, bad: Outcomes = { 0: 'P', 1: 'L' }) => {
    const fake = kernels({ [BAD]: bad, x: outcomes });
    const follower = await measured(fake, BAD, always);
    const from = fake.runs.length;
    return { mark: await follower.mark('x'), runs: fake.runs.slice(from), last: fake.said.at(-1) };
  };

  it('is run as often as the measure asks, the rows that show it alone', async () => {
    expect(await tried({ 0: 'U', 1: 'P' })).toEqual({ mark: 'good', runs: ['x 1', 'x 11'], last: 'x: good (0 of 3)' });
    expect(await tried({ 0: 'P', 1: 'L' })).toEqual({ mark: 'bad', runs: ['x 1'], last: 'x: bad (1 of 1)' });
    expect(await tried({ 0: 'P', 1: 'PL' })).toMatchObject({ mark: 'bad', last: 'x: bad (1 of 3)' });
    expect((await tried({ 0: 'P', 1: 'P' }, { 0: 'P', 1: 'LP' })).last).toBe('x: good (0 of 7)');
  });

  it('is skipped where no row says anything', async () => {
    expect(await tried({ 0: 'P', 1: 'I' })).toMatchObject({ mark: 'skip', last: 'x: skip (0 of 0; infra-failure)' });
    expect((await tried({ 0: 'P', 1: 'U' })).mark).toBe('skip');
  });

  it('is told by what rows say together', async () => {
    expect(await tried({ 0: 'P', 1: 'P' }, { 0: 'L', 1: 'L' })).toMatchObject({ mark: 'good', runs: ['x 01', 'x 01'] });
    expect(await tried({ 0: 'P', 1: 'U' }, { 0: 'L', 1: 'L' })).toMatchObject({ mark: 'good', runs: ['x 01', 'x 00'] });
  });
});

describe('one kernel of git bisect run', () => {
  const tried = async (outcomes: Outcomes, finding?: string, needed = 1) => unmeasured(kernels({ x: outcomes }), { finding, needed }).mark('x');

  it('is bad by any failure, or by the finding that is named alone', async () => {
    expect(await tried({ 0: 'P', 1: 'C' })).toBe('bad');
    expect(await tried({ 0: 'P', 1: 'C' }, 'ce87')).toBe('good');
    expect(await tried({ 0: 'P', 1: 'L' }, 'ce87')).toBe('bad');
    expect(await tried({ 0: 'P', 1: 'L' }, LEAK.fingerprint)).toBe('bad');
    expect(await tried({ 0: 'P', 1: 'O' }, 'ce87')).toBe('skip');
  });

  it('is good when every row was without it as often as is asked, and never for want of infrastructure', async () => {
    expect(await tried({ 0: 'P', 1: 'PPPPL' }, 'ce87', 5)).toBe('bad');
    expect(await tried({ 0: 'P', 1: 'PPPPL' }, 'ce87', 4)).toBe('good');
    expect(await tried({ 0: 'P', 1: 'I' })).toBe('skip');
    expect(await tried({ 0: 'P', 1: 'U' })).toBe('skip');
  });
});

describe('a line of kernels', () => {
  const LINE = [BAD, 'a', 'b', 'c', GOOD];
  const leaky: Outcomes = { 0: 'P', 1: 'L' };

  it('is searched for the two between which it was fixed', async () => {
    const result = await bisectLine({ kernels: LINE, broke: false }, always, kernels({ [BAD]: leaky, a: leaky, b: leaky }));
    expect(result).toMatchObject({ change: { last: 2, first: 3, skipped: [] }, title: 'a leak', rows: [{ of: 3 }] });
  });

  it('is searched for the two between which it broke, around what cannot be told', async () => {
    const result = await bisectLine({ kernels: LINE, broke: true }, always, kernels({ c: leaky, [GOOD]: leaky, b: { 0: 'P', 1: 'I' } }));
    expect(result.change).toEqual({ last: 1, first: 3, skipped: [2] });
  });

  it('wants a good end that is good', async () => {
    await expect(bisectLine({ kernels: LINE, broke: false }, always, kernels({ [BAD]: leaky, [GOOD]: leaky }))).rejects.toMatchObject({ name: 'ConfigError', message: expect.stringContaining('it does') as string });
    await expect(bisectLine({ kernels: LINE, broke: false }, always, kernels({ [BAD]: leaky, [GOOD]: { 0: 'P', 1: 'I' } }))).rejects.toMatchObject({ name: 'InfrastructureError' });
  });
});
