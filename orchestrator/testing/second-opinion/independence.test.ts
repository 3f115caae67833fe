/** A second opinion is worth something only as long as it shares no more with the first than the words. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const SHARED = ['units.ts', 'operation.ts', 'observation.ts'];
const SHARED_TYPES = [...SHARED, 'calls.ts', 'fault.ts'];
const IMPORT = /^import (?<type>type )?.*from '\.\.\/\.\.\/(?<file>[^']+)';$/gm;

it('imports units, operations and observations of the model, the types of a call and of a fault, and nothing else of it', () => {
  const sources = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'evidence.ts');
  expect(sources.length).toBeGreaterThan(15);
  const other = sources.flatMap((name) => [...readFileSync(`${import.meta.dirname}/${name}`, 'utf8').matchAll(IMPORT)]
    .map(({ groups }) => ({ name, file: groups?.['file'] ?? '', typeOnly: groups?.['type'] !== undefined }))
    .filter(({ file, typeOnly }) => !(typeOnly ? SHARED_TYPES : SHARED).some((shared) => file === `model/${shared}`)));
  expect(other).toEqual([]);
});
