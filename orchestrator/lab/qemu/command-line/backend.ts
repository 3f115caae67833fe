/** A memory backend object. reserve=off: one that is larger than the host's memory costs only what the guest touches. */
import { mebibytes } from './mebibytes.ts';

export function backend(id: string, size: number): string[] {
  return ['-object', `memory-backend-ram,id=${id},size=${mebibytes(size)},reserve=off`];
}

/** The backend of a device. A device's id has no underscore, so no name made with one clashes with a name of the user's. */
export const backendOf = (device: { readonly id: string }): string => `${device.id}_memory`;
