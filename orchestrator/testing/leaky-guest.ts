/** Imagined guests of a kernel that does not release the memory blocks of memory that holds its own memmap, as 6.12.43. */
import type { Boot } from '../runner/guest.ts';
import type { Operation } from '../model/operation.ts';
import { fakeBoot } from './guest.ts';
import { attribute, bindTo, state, unbindFrom } from './worlds.ts';

/** During the unbind: memory_block_release: 0 calls instead of 8 calls. */
export const LEAK = 'ce87d469ebc46fdc';

/** Fourteen operations, of which three show it. */
export const LEAKING: readonly Operation[] = [
  bindTo(), state(32, 'online_movable'), state(32, 'offline'), unbindFrom(), attribute('0'), attribute('1'),
  bindTo(), state(33, 'online'), state(34, 'online_kernel'), state(34, 'offline'), state(33, 'offline'), state(35, 'online_movable'), state(35, 'offline'), unbindFrom(),
];

/** @param every of so many guests the last leaks */
export function leakyBoot({ every = 1 }: { readonly every?: number } = {}): Boot {
  const { boot } = fakeBoot({}, undefined);
  let boots = 0;
  return async (request) => {
    const leaks = ++boots % every === 0;
    const guest = await boot(request);
    let onMemory = false;
    return {
      ...guest,
      perform: async (operation, index) => {
        if (operation.kind === 'write-attribute' && (operation.value === '0' || operation.value === '1')) onMemory = operation.value === '1';
        const performed = await guest.perform(operation, index);
        return leaks && onMemory && operation.kind === 'unbind' ? { ...performed, calls: performed.calls?.filter(({ fn }) => fn !== 'memory_block_release') } : performed;
      },
    };
  };
}
