/** Sections 6.5 and 6.6: errnos of bind, unbind and new_id, and the state of a device that kmem has. */
import { alignedRanges, matches } from '../../../model/transitions/bind.ts';
import type { Item } from '../item.ts';
import { device, is, type Step } from '../step.ts';

const bind = (id: string, text: string, by: (step: Step) => boolean): Item => ({ id: `6.5/${id}`, text: `bind: ${text}`, by: (step) => is(step, 'bind') && by(step) });
const shown = (step: Step): string | undefined => step.observation.dax.find(({ name }) => 'device' in step.operation && name === step.operation.device)?.state;

/** A device that kmem should have got and did not. */
const named = ({ operation, after }: Step): boolean => operation.kind === 'write-id' && operation.driver === 'kmem' && operation.file === 'new_id'
  && [...after.devices.values()].some((dev) => !dev.bound && matches(after, 'kmem', dev));

export const DRIVER: readonly Item[] = [
  bind('OK', 'OK', ({ errno }) => errno === 'OK'),
  bind('ENODEV', 'a device that does not exist or match: ENODEV', ({ errno }) => errno === 'ENODEV'),
  bind('EBUSY-bound', 'already bound: EBUSY', (step) => step.errno === 'EBUSY' && device(step)?.bound === true),
  bind('EBUSY-reserved', 'a region that cannot be reserved: EBUSY', (step) => step.errno === 'EBUSY' && device(step)?.bound === false),
  bind('EINVAL-node', 'no node: EINVAL', (step) => step.errno === 'EINVAL' && (device(step)?.node ?? 0) < 0),
  bind('EINVAL-aligned', 'nothing left after alignment: EINVAL', (step) => {
    const dev = device(step);
    return step.errno === 'EINVAL' && dev !== undefined && dev.node >= 0 && alignedRanges(step.before, dev).length === 0;
  }),
  bind('ENXIO', 'size 0: ENXIO', ({ errno }) => errno === 'ENXIO'),
  bind('ENOMEM', 'no memory: ENOMEM', ({ errno }) => errno === 'ENOMEM'),
  { id: '6.5/EEXIST', text: 'bind: a conflict in iomem or in the sections: EEXIST', notYet: 'kmem reserves the range first, so only what a failed add left behind conflicts' },
  { id: '6.5/E2BIG', text: 'bind: beyond the addressable range: E2BIG', notYet: 'no machine has memory there' },
  { id: '6.5/ERANGE', text: 'bind: ERANGE', notYet: 'no machine has memory there' },
  { id: '6.5/new_id', text: 'new_id: OK even if the probe failed', by: (step) => is(step, 'write-id', 'OK') && named(step) },
  { id: '6.6/bind', text: 'state shows the default online type after a bind', by: (step) => is(step, 'bind', 'OK') && shown(step) !== undefined },
  { id: '6.6/unbind', text: 'state is gone after an unbind', by: (step) => is(step, 'unbind', 'OK') && step.before.constants.semantics.daxState },
  { id: '6.6/write', text: 'writes to state: unplugged, online types, offline', by: (step) => is(step, 'write-dax-state') },
];
