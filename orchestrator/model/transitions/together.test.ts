import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differences } from '../../judge/differences.ts';
import { explored } from '../../testing/explored.ts';
import { operations } from '../../testing/operations.ts';
import { ImaginedKernel } from '../../testing/second-opinion/imagined-kernel.ts';
import { observe } from '../../testing/second-opinion/sysfs.ts';
import { start } from '../../testing/start.ts';
import { after, ask, attribute, bindTo, policy, state, unbindFrom } from '../../testing/worlds.ts';
import { CALLED_FUNCTIONS } from '../calls.ts';
import { expectedFacts, observedFacts } from '../observables/all.ts';
import type { SingleOperation } from '../operation.ts';
import { errnosOf } from '../outcome.ts';
import { predict } from '../predict.ts';
import { begin } from '../start.ts';
import type { World } from '../world.ts';
import { cutOff } from './together.ts';

const at = (world: World, ...all: readonly SingleOperation[]): string[] => [...new Set(predict(world, { kind: 'together', operations: all }).map((outcome) => errnosOf(outcome).join(' ')))];
const single = (operation: ReturnType<typeof state>) => operation as SingleOperation;
const EMPTY = after({});
const BOUND = after(EMPTY, bindTo());

describe('operations that are made together', () => {
  it('come to what one of their orders comes to', () => {
    expect(at(BOUND, single(state(32, 'online_kernel')), single(state(32, 'online_movable')))).toEqual(['OK EINVAL', 'EINVAL OK']);
    expect(at(EMPTY, single(bindTo()), single(bindTo()))).toEqual(['OK EBUSY', 'EBUSY OK']);
    expect(at(EMPTY, single(bindTo()), single(attribute('1')))).toEqual(['OK EBUSY', 'OK OK']);
  });

  it('may find a file gone that they had opened', () => {
    expect(at(BOUND, single(unbindFrom()), single(state(32, 'online_movable')))).toEqual(['OK ENOENT', 'OK ENODEV', 'OK OK']);
    expect(at(EMPTY, single(bindTo()), single(state(32, 'online_movable')))).toEqual(['OK OK', 'OK ENOENT']);
  });

  it('may unbind what another has unbound since they saw it bound', () => {
    expect(at(BOUND, single(unbindFrom()), single(unbindFrom()))).toEqual(['OK ENODEV', 'OK OK', 'ENODEV OK']);
    expect(at(EMPTY, single(unbindFrom()), single(unbindFrom()))).toEqual(['ENODEV ENODEV']);
  });

  it('leave open how often is called what one of them may call for its own reasons', () => {
    const world = after({ release: '7.3.4' }, bindTo(), state(32, 'online_kernel'), state(33, 'online_movable'));
    const outcomes = predict(world, { kind: 'together', operations: [single(ask('unplugged')), single(state(33, 'offline'))] });
    const refused = outcomes.filter(({ errno }) => errno === 'EBUSY');
    expect(refused.map(({ besides }) => besides?.includes('offline_pages'))).toEqual(refused.map(() => true));
    expect(refused.flatMap(({ calls }) => calls)).toEqual([]);
    expect(outcomes.find(({ errno }) => errno === 'OK')).not.toHaveProperty('besides');
  });

  it('that are cut off count as both: done, or not', () => {
    const both = [single(state(32, 'online_movable')), single(state(33, 'online_movable'))] as const;
    const worlds = (...places: number[]) => cutOff(BOUND, both, places, predict).map((outcome) => `${errnosOf(outcome).join(' ')}: ${[32, 33].filter((block) => outcome.world.blocks.get(block as never)?.zone).join(' ')}`);
    expect(new Set(worlds(1))).toEqual(new Set(['OK EINTR: 32 33', 'OK EINTR: 32']));
    expect(new Set(worlds(0, 1))).toEqual(new Set(['EINTR EINTR: 32 33', 'EINTR EINTR: 32', 'EINTR EINTR: 33', 'EINTR EINTR: ']));
    // Whose calls are whose nobody knows then.
    expect(cutOff(BOUND, both, [1], predict).every(({ calls, besides }) => calls.length === 0 && besides === CALLED_FUNCTIONS)).toBe(true);
    expect(new Set(cutOff(BOUND, [both[0], single(state(32, 'online'))], [0], predict).map((outcome) => errnosOf(outcome).join(' ')))).toEqual(new Set(['EINTR EINVAL', 'EINTR OK']));
  });

  it('may leave worlds that their errnos do not tell apart', () => {
    const outcomes = predict(after(BOUND, policy('auto_movable_numa_aware', 'N'), policy('auto_movable_ratio', '1000')), { kind: 'together', operations: [single(policy('online_policy', 'auto-movable')), single(state(32, 'online'))] });
    expect(outcomes.map(({ errno, also, world }) => [errno, also, world.blocks.get(32 as never)?.zone])).toEqual([['OK', ['OK'], 'Movable'], ['OK', ['OK'], 'Normal']]);
  });

  it('are explained whatever order the kernel takes, and are not where it takes none', () => {
    const guest = start({ faults: false });
    const some = operations([32, 33, 40]).map(single).filter(({ kind }) => !['fill', 'pin', 'release'].includes(kind));
    fc.assert(fc.property(fc.array(some, { maxLength: 6 }), some, some, fc.boolean(), (before, one, other, turned) => {
      const kernel = new ImaginedKernel(guest);
      let world = begin(guest);
      for (const operation of before) {
        const { errno } = kernel.perform(operation);
        world = predict(world, operation).find((outcome) => outcome.errno === errno)?.world ?? world;
      }
      const pair = [kernel.perform(turned ? other : one).errno, kernel.perform(turned ? one : other).errno];
      const seen = (turned ? pair.reverse() : pair).join(' ');
      const explaining = predict(world, { kind: 'together', operations: [one, other] }).filter((outcome) => errnosOf(outcome).join(' ') === seen);
      expect(explaining.some((outcome) => differences(expectedFacts(outcome.world), observedFacts(observe(kernel))).length === 0)).toBe(true);
    }), { numRuns: 300 });
  });
});

describe('the judge', () => {
  const run = (kernel: ImaginedKernel) => {
    const left = [policy('auto_movable_numa_aware', 'N'), policy('auto_movable_ratio', '1000'), bindTo(), { kind: 'together' as const, operations: [single(policy('online_policy', 'auto-movable')), single(state(32, 'online'))] }];
    return explored(kernel, () => left.shift()).judgement;
  };

  it('takes the order that the observation shows, and goes on from its world', () => {
    // The imagined kernel lets the last begin: the block goes online before the policy is another.
    expect(run(new ImaginedKernel(start()))).toMatchObject({ verdict: 'pass', checkedOperations: 4 });
  });

  it('tells of a world that no order leaves', () => {
    class Lost extends ImaginedKernel {
      override inTurn(all: Parameters<ImaginedKernel['inTurn']>[0], choose: Parameters<ImaginedKernel['inTurn']>[1]) {
        const errno = super.inTurn(all, choose);
        this.settings.onlinePolicy = 'contig-zones';
        return errno;
      }
    }
    expect(run(new Lost(start()))).toMatchObject({ verdict: 'model-mismatch', findings: [{ kind: 'state', title: expect.stringMatching(/^after at once write "auto-movable" to online_policy and write "online" to memory32\/state/) as string }] });
  });
});

