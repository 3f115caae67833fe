/** What kernels differ in, by the release at which it changed (SEMANTICS 0). */
import type { Observation } from '../../model/observation.ts';

export interface Release {
  /** Whether the store checks the parameter and the driver: mainline does, the series as posted does not. */
  readonly checkedStore: boolean;
  /** Whether memory is removed block by block wherever the parameter allows a memmap on memory: the series as posted does, with or without one. */
  readonly removesByBlock: boolean;
  /** Whether an add of several blocks can have its memmap on memory. */
  readonly splits: boolean;
  /** Whether kstrtobool takes e and d. */
  readonly newerWords: 'no' | 'yes' | 'either';
  /** Whether kmem gives its devices a `state`. */
  readonly daxState: boolean;
  /** What /proc/kpageflags shows of a page that is not online. */
  readonly flagsOfNoPage: string;
}

/** Releases as major × 100 + minor, which orders them. */
const MERGED = 608;
const LAST_WITHOUT_WORDS = 612;
const FIRST_WITH_WORDS = 616;
const FIRST_WITH_STATE = 703;
const FIRST_WITHOUT_NOPAGE = 702;
const KPF_NOPAGE = `0x${(1 << 20).toString(16)}`;

export function releaseOf({ release, dax }: Observation): Release {
  const [major = 0, minor = 0] = release.split(/[.-]/, 2).map(Number);
  const number = major * 100 + minor;
  return {
    checkedStore: number >= MERGED,
    removesByBlock: number < MERGED && dax.some(({ memmapOnMemory }) => memmapOnMemory !== undefined),
    splits: number >= MERGED,
    newerWords: number >= FIRST_WITH_WORDS ? 'yes' : number <= LAST_WITHOUT_WORDS ? 'no' : 'either',
    daxState: number >= FIRST_WITH_STATE,
    flagsOfNoPage: number >= FIRST_WITHOUT_NOPAGE ? '0x0' : KPF_NOPAGE,
  };
}
