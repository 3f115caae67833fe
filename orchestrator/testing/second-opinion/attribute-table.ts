/** daxX.Y/memmap_on_memory as truth tables `[drivers/dax/bus.c:memmap_on_memory_store; lib/kstrtox.c:kstrtobool]`. */
import type { ErrnoName } from '../../model/operation.ts';

/** What kstrtobool makes of the beginnings of a text: the longest that fits. */
const WORDS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 'y', 'Y', 't', 'T', 'on', 'On', 'oN', 'ON'].map((word) => [word, true] as const),
  ...['0', 'n', 'N', 'f', 'F', 'of', 'Of', 'oF', 'OF'].map((word) => [word, false] as const),
]);
/** Letters that newer kernels take too. */
const NEWER_WORDS: ReadonlyMap<string, boolean> = new Map([['e', true], ['E', true], ['d', false], ['D', false]]);

/** Undefined for what is no boolean. */
export function parse(text: string): boolean | undefined {
  return WORDS.get(text.slice(0, 2)) ?? WORDS.get(text.slice(0, 1));
}

export const parseNewer = (text: string): boolean | undefined => NEWER_WORDS.get(text.slice(0, 1));

type Answer = 'no' | 'yes' | 'any';
interface Row {
  readonly wanted: 0 | 1;
  readonly supported: Answer;
  readonly bound: Answer;
  readonly current: 0 | 1 | 'any';
  readonly errno: ErrnoName;
}

/** The first row that fits. */
const MERGED: readonly Row[] = [
  { wanted: 1, supported: 'no', bound: 'any', current: 'any', errno: 'EOPNOTSUPP' },
  { wanted: 1, supported: 'yes', bound: 'yes', current: 0, errno: 'EBUSY' },
  { wanted: 1, supported: 'yes', bound: 'yes', current: 1, errno: 'OK' },
  { wanted: 1, supported: 'yes', bound: 'no', current: 'any', errno: 'OK' },
  { wanted: 0, supported: 'any', bound: 'yes', current: 1, errno: 'EBUSY' },
  { wanted: 0, supported: 'any', bound: 'yes', current: 0, errno: 'OK' },
  { wanted: 0, supported: 'any', bound: 'no', current: 'any', errno: 'OK' },
];

export interface Case {
  readonly wanted: boolean;
  readonly supported: boolean;
  readonly bound: boolean;
  readonly current: boolean;
}

export function storeErrno({ wanted, supported, bound, current }: Case): ErrnoName {
  const fits = (answer: Answer, is: boolean): boolean => answer === 'any' || (answer === 'yes') === is;
  const row = MERGED.find((candidate) => candidate.wanted === Number(wanted) && fits(candidate.supported, supported) && fits(candidate.bound, bound)
    && (candidate.current === 'any' || candidate.current === Number(current)));
  if (!row) throw new Error('the table of memmap_on_memory has a hole');
  return row.errno;
}
