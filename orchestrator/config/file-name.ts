/** A file as a person at this prompt would name it: from here where it is below here, from the root elsewhere. */
import { relative, resolve } from 'node:path';

export function fileName(file: string, here = process.cwd()): string {
  const near = relative(here, resolve(here, file));
  return near === '' || near.startsWith('..') ? resolve(here, file) : near;
}
