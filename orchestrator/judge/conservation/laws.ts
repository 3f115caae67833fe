/** The conservation laws (DESIGN): hold after any sequence, whatever its operations. */
import type { Finding } from '../verdict.ts';
import { blocksAreReleased, mappingsBalance, memmapsBalance, pagesBalance } from './balance.ts';
import { freeMemoryDoesNotDwindle, freeMemoryReturns } from './free-memory.ts';
import { dataStays, heldIsOnline, longPinsAreNotMovable } from './held.ts';
import type { History, Law } from './history.ts';
import { entriesReturn, kernfsNodesDoNotGrow } from './kobjects.ts';
import { witnessesAgree } from './ranges.ts';
import { removalRestores } from './restoring.ts';

/** Of every moment. */
const ALWAYS: readonly Law[] = [witnessesAgree, mappingsBalance, memmapsBalance, pagesBalance, removalRestores, entriesReturn, dataStays, heldIsOnline, longPinsAreNotMovable];

/** Of the whole: what is lost is told with how much it is a cycle. */
const AT_THE_END: readonly Law[] = [blocksAreReleased, freeMemoryReturns, freeMemoryDoesNotDwindle, kernfsNodesDoNotGrow];

/** At the last moment. @param told facts that another finding tells already */
export function breachesNow(history: History, told: ReadonlySet<string>): Finding[] {
  return ALWAYS.flatMap((law) => law(history) ?? []).flatMap((finding) => {
    const differences = finding.differences.filter(({ fact }) => !told.has(fact));
    return differences.length === 0 ? [] : [{ ...finding, differences }];
  });
}

/** Of a scenario that came to its end. */
export const breaches = (history: History, told: ReadonlySet<string> = new Set()): Finding[] => [...breachesNow(history, told), ...AT_THE_END.flatMap((law) => law(history) ?? [])];
