/** What the guest's shell says of an errno: the texts of glibc's strerror. */
import { errnoName, type ErrnoName } from '../../model/operation.ts';

const TEXTS: Readonly<Record<ErrnoName, string>> = {
  OK: 'OK', EPERM: 'Operation not permitted', ENOENT: 'No such file or directory', EINTR: 'Interrupted system call', EIO: 'Input/output error',
  ENXIO: 'No such device or address', E2BIG: 'Argument list too long', ENOMEM: 'Cannot allocate memory', EACCES: 'Permission denied',
  EBUSY: 'Device or resource busy', EEXIST: 'File exists', ENODEV: 'No such device', EINVAL: 'Invalid argument', ENOSPC: 'No space left on device',
  ERANGE: 'Numerical result out of range', EOPNOTSUPP: 'Operation not supported', ETIMEDOUT: 'Connection timed out', EHWPOISON: 'Memory page has hardware error',
};

/** @param name `ENOMEM`, `OK`, or `errno 77` for one that has no name here: then it is its own text */
export const errnoText = (name: string): string => (name in TEXTS ? TEXTS[name as ErrnoName] : name);

/** @param errno 0 or positive */
export const errnoNumberText = (errno: number): string => errnoText(errnoName(errno));
