import { expect, it } from 'vitest';
import { ERRNO, type ErrnoName, type Operation } from '../../model/operation.ts';
import type { World } from '../../model/world.ts';
import { after, bindTo, state } from '../../testing/worlds.ts';
import { NO_REFUSALS, refusalsText, withRefusals } from './refusals.ts';

const BOUND = after({ attribute: '1' }, bindTo());
const KERNEL = after(BOUND, state(32, 'online_kernel'));
const done = (world: World | undefined, operation: Operation, errno: ErrnoName | undefined, also?: readonly ErrnoName[]) =>
  ({ index: 0, operation, world, errno: errno && ERRNO[errno], also: also?.map((name) => ERRNO[name]) });
const failing: Operation = { ...bindTo(), fault: { in: 'arch_add_memory', at: { call: 1 }, does: { kind: 'fail', errno: 'ENOMEM' } } } as Operation;

it('tells what was refused on purpose from what may be, what was made to fail, what is about nothing, and what nobody predicted', () => {
  const counted = withRefusals(NO_REFUSALS, [
    done(BOUND, state(32, 'online'), 'OK'), done(BOUND, bindTo(), 'EBUSY'), done(BOUND, state(32, 'garbage'), 'EINVAL'), done(KERNEL, state(32, 'offline'), 'EBUSY'), done(KERNEL, state(32, 'offline'), 'OK'),
    done(after({ attribute: '1' }), failing, 'ENOMEM'), done(BOUND, state(99, 'online'), 'ENOENT'), done(BOUND, state(32, 'online'), 'EIO'),
    done(BOUND, { kind: 'together', operations: [{ kind: 'bind', device: 'dax0.0' }, { kind: 'unbind', device: 'dax0.0' }] }, 'EBUSY', ['OK']),
    // The model no longer knew, or the guest was lost in it.
    done(undefined, bindTo(), 'OK'), done(BOUND, bindTo(), undefined),
  ]);
  expect(counted).toEqual({ operations: 9, struck: 1, onPurpose: 2, open: 2, unpredicted: 1, missing: 1 });
  expect(refusalsText(counted)).toBe('refused: 22.2 % of them on purpose, 22.2 % where the kernel may do either, 11.1 % made to fail, wasted: 11.1 % about nothing, 11.1 % with another errno than predicted');
  expect(refusalsText(NO_REFUSALS)).toBe('refused: 0 % of them on purpose, 0 % where the kernel may do either, wasted: 0 % about nothing, 0 % with another errno than predicted');
});
