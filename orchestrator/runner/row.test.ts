import { describe, expect, it } from 'vitest';
import type { NewEvent } from '../archive/event.ts';
import { judge } from '../judge/conclude.ts';
import { coverageOf } from '../judge/coverage/count.ts';
import type { Evidence } from '../judge/evidence.ts';
import { BootError, InfrastructureError, UnsupportedError } from '../lab/errors.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { fakeBoot, type FakeBoot } from '../testing/guest.ts';
import { runRow, type RowRequest } from './row.ts';

const SCENARIO: Scenario = {
  name: 'line', description: 'a straight line', requires: ['memmap-on-memory-attribute'],
  steps: [
    { kind: 'write-attribute', value: '$attribute' }, { kind: 'bind' }, { kind: 'write-state', value: 'online_movable', blocks: 'all' },
    { kind: 'write-state', value: 'offline', blocks: 'all' }, { kind: 'unbind' },
  ],
};
const ITEM = { scenario: 'line', machine: 'hmem', kernel: 'debian:6.12', policy: 'default', attribute: '1' };

const MADE = { build: '00000000000000b0', inputs: '00000000000000f0' };

async function row({ boot, story }: FakeBoot, signal = new AbortController().signal, isKnown: RowRequest['isKnown'] = () => false) {
  const events: NewEvent[] = [];
  const alone: RowRequest['alone'] = async (work) => {
    story.push('alone');
    return work().finally(() => story.push('no longer'));
  };
  const result = await runRow({ item: ITEM, scenario: SCENARIO, boot, deadlines: { boot: 100, marker: 100, end: 100 }, isKnown, made: () => MADE, append: (event) => events.push(event), alone, signal });
  return { row: result, events };
}

describe('a row', () => {
  it('passes on a guest that does what the model says, and stops it', async () => {
    const fake = fakeBoot({}, undefined);
    const { row: result } = await row(fake);
    expect(result).toMatchObject({ name: 'line memmap_on_memory=1', verdict: 'pass', attempts: 1, checkedOperations: 19, kernelRelease: '6.12.117+deb13-cloud-amd64', findings: [] });
    expect(fake.story).toEqual(['boot', 'stop']);
  });

  it('tells what of SEMANTICS it exercised', async () => {
    const { events } = await row(fakeBoot({}, undefined));
    const evidence = events.filter((event): event is NewEvent & Evidence => event.attempt === 1 && !/^(attempt|progress|covered)/.test(event.type));
    const covered = events.find(({ type }) => type === 'covered');
    expect(covered).toEqual({ type: 'covered', item: 'line-1.hmem.debian-6.12.default', attempt: 1, counts: Object.fromEntries(coverageOf(evidence).counts) });
    expect(coverageOf(evidence).counts.size).toBeGreaterThan(20);
  });

  it('marks a finding that is declared known, by its fingerprint and the release of the kernel', async () => {
    const { row: { findings: [finding] } } = await row(fakeBoot({}, { at: 3, what: 'wrong-errno' }));
    const known: RowRequest['isKnown'] = ({ fingerprint, release }) => fingerprint === finding?.fingerprint && release.startsWith('6.12.117');
    const { row: result } = await row(fakeBoot({}, { at: 3, what: 'wrong-errno' }), undefined, known);
    expect(result.findings).toEqual([{ ...finding, known: true }]);
    expect(result.verdict).toBe('model-mismatch');
  });

  it('takes no report for known that is cut or mixed with another', async () => {
    const { row: { findings } } = await row(fakeBoot({}, { at: 3, what: 'warning' }), undefined, () => true);
    expect(findings).toMatchObject([{ kind: 'log', known: false }]);
  });

  it('can be judged again from its events alone', async () => {
    const { row: result, events } = await row(fakeBoot({}, { at: 3, what: 'wrong-errno' }));
    const again = judge(events.filter((event): event is NewEvent & Evidence => event.attempt === 1 && !/^(attempt|progress|covered)/.test(event.type)));
    expect(result.verdict).toBe('model-mismatch');
    expect(again.verdict).toBe('model-mismatch');
    expect(again.findings.map(({ fingerprint }) => fingerprint)).toEqual(result.findings.map(({ fingerprint }) => fingerprint));
  });

  it.each([
    ['hang', 'guest-hang', ['boot', 'diagnose', 'stop']],
    ['panic', 'kernel-crash', ['boot', 'stop']],
    ['wrong-errno', 'model-mismatch', ['boot', 'stop']],
    ['warning', 'model-mismatch', ['boot', 'stop']],
  ] as const)('takes a %s for a %s, tried once', async (what, verdict, story) => {
    const fake = fakeBoot({}, { at: 2, what });
    expect((await row(fake)).row).toMatchObject({ verdict, attempts: 1 });
    expect(fake.story).toEqual(story);
  });

  it('does not take what a hung guest answers for reports of the kernel', async () => {
    const { row: result } = await row(fakeBoot({}, { at: 2, what: 'hang' }));
    expect(result.findings.map(({ title }) => title)).toEqual([expect.stringMatching(/^hang in /)]);
  });

  it('tries infrastructure trouble again on a fresh guest, twice at most', async () => {
    expect((await row(fakeBoot({}, { at: 2, what: 'disconnect' }, undefined))).row).toMatchObject({ verdict: 'pass', attempts: 2 });
    const broken = await row(fakeBoot({}, new InfrastructureError({ doing: 'starting QEMU' })));
    expect(broken.row).toMatchObject({ verdict: 'infra-failure', attempts: 3, reason: 'starting QEMU' });
    expect(broken.events.filter(({ type }) => type === 'attempt-started')).toHaveLength(3);
  });

  describe('of which a stall is all there is to say', () => {
    const stall = { at: 2, what: 'stall' } as const;
    const quiet = ['boot', 'stop', 'alone', 'boot', 'stop', 'no longer'];

    it('is run once more with the machine to itself, and the stall counts if it is there again', async () => {
      const fake = fakeBoot({}, stall);
      const { row: result, events } = await row(fake);
      expect(fake.story).toEqual(quiet);
      expect(result).toMatchObject({ verdict: 'model-mismatch', attempts: 2, reason: 'stalled in 2 of 2 runs, the second with the machine to itself', findings: [{ kind: 'log', title: 'workqueue lockup' }] });
      expect(events.filter(({ type }) => type === 'attempt-started')).toMatchObject([{ attempt: 1 }, { attempt: 2, quiet: true }]);
      expect(events.filter(({ type }) => type === 'attempt-ended')).toMatchObject([{ verdict: 'unknown' }, { verdict: 'unknown' }]);
    });

    it('is unknown if it is not there again, never a pass', async () => {
      const fake = fakeBoot({}, stall, undefined);
      expect((await row(fake)).row).toMatchObject({ verdict: 'unknown', attempts: 2, reason: expect.stringMatching(/: in 1 of 2 runs, not in the second, quiet one$/) as string, findings: [{ kind: 'log' }] });
      expect(fake.story).toEqual(quiet);
    });

    it('is tried again on a quiet machine where the quiet run comes to nothing, three times at most', async () => {
      const fake = fakeBoot({}, stall, { at: 2, what: 'disconnect' }, stall);
      expect((await row(fake)).row).toMatchObject({ verdict: 'model-mismatch', attempts: 3 });
      expect(fake.story).toEqual([...quiet, ...quiet.slice(2)]);
      expect((await row(fakeBoot({}, stall, { at: 2, what: 'disconnect' }))).row).toMatchObject({ verdict: 'unknown', attempts: 4, reason: expect.stringMatching(/in 1 of 1 run, as the second/) as string });
    });

    it('is what the quiet run finds about the kernel', async () => {
      expect((await row(fakeBoot({}, stall, { at: 2, what: 'wrong-errno' }))).row).toMatchObject({ verdict: 'model-mismatch', attempts: 2, findings: [{ kind: 'errno' }] });
    });
  });

  it('does not trust a log of which the console shows less than there was', async () => {
    expect((await row(fakeBoot({}, { at: 2, what: 'lost-line' }, undefined))).row).toMatchObject({ verdict: 'pass', attempts: 2 });
    expect((await row(fakeBoot({}, { at: 2, what: 'lost-line' }))).row).toMatchObject({
      verdict: 'infra-failure', attempts: 3, reason: "the kernel's log is not whole: the console shows 2 lines of 3",
    });
  });

  it('tells a boot that failed from infrastructure, and does not blame a kernel that said nothing', async () => {
    expect((await row(fakeBoot({}, new BootError({ doing: 'booting' })))).row).toMatchObject({ verdict: 'boot-failure', attempts: 3, findings: [] });
    expect((await row(fakeBoot({}, new BootError({ doing: 'booting' }), undefined))).row).toMatchObject({ verdict: 'pass', attempts: 2 });
  });

  it('is unsupported where the kernel lacks what the scenario needs', async () => {
    expect((await row(fakeBoot({ release: '6.1.0', attribute: undefined }, undefined))).row).toMatchObject({ verdict: 'unsupported', attempts: 1, checkedOperations: 0 });
    expect((await row(fakeBoot({}, new UnsupportedError({ doing: 'making a region', seen: 'no CXL' })))).row).toMatchObject({ verdict: 'unsupported', attempts: 1 });
  });

  it('gives no attempt a guest that another has used, whatever that came to', async () => {
    for (const what of ['warning', 'wrong-errno', 'hang', 'panic', 'disconnect', 'stall', 'lost-line'] as const) {
      const { boot, story } = fakeBoot({}, { at: 2, what });
      // Two rows with the same supplies: the first may have tainted its kernel.
      const attempts = (await row({ boot, story })).row.attempts + (await row({ boot, story })).row.attempts;
      const lives = story.filter((event) => event === 'boot' || event === 'stop');
      expect(lives).toEqual(Array(attempts).fill(['boot', 'stop']).flat());
    }
  });

  it('ends at once with what is a defect of daxlab, and with the interruption', async () => {
    await expect(row(fakeBoot({}, new TypeError('x is not a function')))).rejects.toThrow(TypeError);
    const interrupted = new AbortController();
    interrupted.abort(new Error('interrupted'));
    await expect(row(fakeBoot({}, new BootError({ doing: 'booting' })), interrupted.signal)).rejects.toThrow('interrupted');
  });
});
