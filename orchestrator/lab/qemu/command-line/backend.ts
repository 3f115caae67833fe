/** Memory backends: what a guest's memory and its devices' memory are made of on the host. */
import { join } from 'node:path';
import { mebibytes } from './mebibytes.ts';

export interface Backend {
  readonly id: string;
  /** Bytes. */
  readonly size: number;
}

/**
 * `own`: memory of QEMU's. `shared`: files in `directory`, which keep what the guest writes. `private`: what such files had when they were
 * written, and what the guest writes is QEMU's own: any number of guests can have the same files.
 */
export type MemoryPlace = { readonly kind: 'own' } | { readonly kind: 'shared' | 'private'; readonly directory: string };

export const OWN_MEMORY: MemoryPlace = { kind: 'own' };

/** reserve=off: memory that is larger than the host's costs only what the guest touches, and a file of it has holes. */
export function backendArgv({ id, size }: Backend, place: MemoryPlace): string[] {
  const common = `id=${id},size=${mebibytes(size)},reserve=off`;
  if (place.kind === 'own') return ['-object', `memory-backend-ram,${common}`];
  // readonly is about the file alone (rom=off): that no guest can spoil it for another does not hang on `share` being right.
  const mode = place.kind === 'shared' ? 'share=on' : 'share=off,readonly=on,rom=off';
  return ['-object', `memory-backend-file,${common},mem-path=${escaped(join(place.directory, id))},${mode}`];
}

/** A comma ends a value in QEMU's options; two are one. */
const escaped = (path: string): string => path.replaceAll(',', ',,');

/** The backend of a device. A device's id has no underscore, so no name made with one clashes with a name of the user's. */
export const backendOf = (device: { readonly id: string }): string => `${device.id}_memory`;
