/** What an imagined kernel has to act on at the moment. */
import type { Surroundings } from './intents.ts';
import type { ImaginedKernel } from './imagined-kernel.ts';
import type { DevDax } from './kmem.ts';

export function surroundings(kernel: ImaginedKernel): Surroundings {
  const devices = [...kernel.devices.values()];
  const blocks = [...kernel.blocks.values()];
  const online = blocks.filter(({ zone }) => zone);
  const names = (which: (dev: DevDax) => boolean) => devices.filter(which).map(({ seen }) => seen.name);
  // The first whole range decides: one that an earlier unbind left is reserved for good.
  const whole = ({ seen, ranges }: DevDax): boolean => {
    const [first] = ranges.flatMap((mapping) => kernel.daxKmemRange(mapping) ?? []);
    return seen.targetNode >= 0 && first !== undefined && !kernel.blocks.has(first.start / kernel.blockBytes);
  };
  return {
    bindable: names((dev) => !dev.bound && whole(dev)),
    bound: names(({ bound }) => bound !== undefined),
    idle: names(({ bound }) => bound !== undefined && !online.some(({ group }) => group === bound.group)),
    others: names((dev) => !dev.bound && !whole(dev)),
    attribute: devices.some(({ memmapOnMemory }) => memmapOnMemory !== undefined),
    daxState: kernel.release.daxState,
    faults: kernel.start.faultInjection !== undefined,
    blockPages: kernel.blockPages,
    offline: blocks.filter(({ zone }) => !zone).map(({ id }) => id),
    online: online.map(({ id }) => id),
    onlineOn: online.map(({ id, node }) => ({ block: id, node })),
    holds: kernel.process.size > 0,
  };
}
