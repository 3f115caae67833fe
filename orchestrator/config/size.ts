/** Sizes in YAML: `1GiB`, `512MiB`, `64KiB`, or bytes as a number. */
import { z } from 'zod';
import { bytes, GIB, KIB, MIB, type Bytes } from '../model/units.ts';

// For the lab, which imports only types of the model.
export { bytes, GIB, KIB, MIB };

const UNITS = { KiB: KIB, MiB: MIB, GiB: GIB, TiB: 1024 * GIB } as const;
const EXPECTED = 'a size such as 512MiB or 1GiB';

/** Bytes of `text`, or undefined when it is not a size. */
export function parseSize(text: string): Bytes | undefined {
  const match = /^(\d+)(KiB|MiB|GiB|TiB)$/.exec(text);
  if (!match) return undefined;
  const value = Number(match[1]) * UNITS[match[2] as keyof typeof UNITS];
  return Number.isSafeInteger(value) && value > 0 ? bytes(value) : undefined;
}

/** A YAML value that is a size, as Bytes. */
export const size = z.union([z.string(), z.int().positive()], EXPECTED).transform((value, context): Bytes => {
  const parsed = typeof value === 'number' ? bytes(value) : parseSize(value);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: 'custom', message: `expected ${EXPECTED}, found ${JSON.stringify(value)}` });
  return z.NEVER;
});

/** A place in something that has a size: 0 or a size. */
export const offset = z.union([z.literal(0).transform(() => bytes(0)), size], `0 or ${EXPECTED}`);

/** The largest unit that divides it: `1GiB`, `1536MiB`. */
export function formatSize(value: number): string {
  const name = (['TiB', 'GiB', 'MiB', 'KiB'] as const).find((candidate) => value % UNITS[candidate] === 0 && value > 0);
  return name ? `${value / UNITS[name]}${name}` : `${value} bytes`;
}
