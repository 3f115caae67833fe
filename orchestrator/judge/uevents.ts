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
  const found = differences(uevents(before, outcome.world, outcome.passing), heard(events)).map((difference) => ({ ...difference, fact: `${difference.fact}/uevents` }));
  // A word to udev takes memory as well, and a block that was given up half made is told to have gone [lib/kobject_uevent.c:kobject_uevent_env, drivers/base/core.c:device_add].
  return outcome.open === 'allocation-failed' && found.length === 1 ? [] : found;
}
