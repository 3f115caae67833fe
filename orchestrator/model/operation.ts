/**
 * One thing done to the guest: a single sysfs write whose errno is observed. The guest performs it, the model predicts it.
 */
import type { BlockNumber } from './units.ts';

/** `daxX.Y`. */
export type DaxName = `dax${number}.${number}`;
export type DaxDriver = 'kmem' | 'device_dax';

/** Values of memoryN/state and auto_online_blocks `[drivers/base/memory.c:online_type_to_str]`. */
export const ONLINE_TYPES = ['offline', 'online', 'online_kernel', 'online_movable'] as const;
export type OnlineType = (typeof ONLINE_TYPES)[number];

export type Operation =
  /** Write `value`, as it stands, to /sys/bus/dax/devices/<device>/memmap_on_memory. */
  | { readonly kind: 'write-attribute'; readonly device: DaxName; readonly value: string }
  /** Write the device's name to /sys/bus/dax/drivers/kmem/bind. */
  | { readonly kind: 'bind'; readonly device: DaxName }
  /** Write the device's name to /sys/bus/dax/drivers/kmem/unbind. */
  | { readonly kind: 'unbind'; readonly device: DaxName }
  /** Write `value`, as it stands, to /sys/devices/system/memory/memory<block>/state. */
  | { readonly kind: 'write-state'; readonly block: BlockNumber; readonly value: string };

export type OperationKind = Operation['kind'];

/** The name of a positive errno as include/uapi/asm-generic/errno*.h has it, or OK for 0. */
export const ERRNO = {
  OK: 0, EPERM: 1, ENOENT: 2, EINTR: 4, EIO: 5, ENXIO: 6, E2BIG: 7, ENOMEM: 12, EACCES: 13, EBUSY: 16, EEXIST: 17,
  ENODEV: 19, EINVAL: 22, ENOSPC: 28, ERANGE: 34, EOPNOTSUPP: 95, ETIMEDOUT: 110, EHWPOISON: 133,
} as const;
export type ErrnoName = keyof typeof ERRNO;

/** `ENOMEM`, or `errno 77` for a number that has no name here. */
export function errnoName(errno: number): string {
  return Object.entries(ERRNO).find(([, value]) => value === errno)?.[0] ?? `errno ${errno}`;
}

/** The operation in words, for titles and time lines: stable, without addresses. */
export function describe(operation: Operation): string {
  switch (operation.kind) {
    case 'write-attribute':
      return `write ${JSON.stringify(operation.value)} to ${operation.device}/memmap_on_memory`;
    case 'bind':
      return `bind ${operation.device} to kmem`;
    case 'unbind':
      return `unbind ${operation.device} from kmem`;
    case 'write-state':
      return `write ${JSON.stringify(operation.value)} to memory${operation.block}/state`;
  }
}
