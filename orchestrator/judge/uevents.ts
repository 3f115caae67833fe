/** What udev was told during an operation against what it must have been told. */
import type { Outcome } from '../model/outcome.ts';
import type { Observation } from '../model/observation.ts';
import { heard, uevents } from '../model/uevents.ts';
import type { World } from '../model/world.ts';
import { differences } from './differences.ts';
import type { Difference } from './verdict.ts';

/** None where nobody listened, and where the errno does not tell what went and came back. */
export function ueventDifferences({ before, outcome }: { readonly before: World; readonly outcome?: Outcome | undefined }, { uevents: events }: Observation): Difference[] {
  if (!events || !outcome || outcome.besides || outcome.also) return [];
  const told = new Map([...heard(events)].filter(([object]) => object !== `memory${outcome.givenUp ?? ''}`));
  return differences(uevents(before, outcome.world, outcome.passing), told).map((difference) => ({ ...difference, fact: `${difference.fact}/uevents` }));
}
