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
