/** Every item, in the order of SEMANTICS. */
import type { Item } from './item.ts';
import { ADDING } from './sections/adding.ts';
import { ATTRIBUTE } from './sections/attribute.ts';
import { BLOCK_STATE } from './sections/block-state.ts';
import { DRIVER } from './sections/driver.ts';
import { FAULTS } from './sections/faults.ts';
import { INPUTS } from './sections/inputs.ts';
import { INVARIANTS } from './sections/invariants.ts';
import { OBSERVABLES } from './sections/observables.ts';
import { ONLINE } from './sections/online.ts';
import { REMOVING } from './sections/removing.ts';
import { ZONE_CHOICE } from './sections/zone-choice.ts';
import { ZONE_SPANS } from './sections/zone-spans.ts';

export const ITEMS: readonly Item[] = [
  ...INPUTS, ...ADDING, ...ONLINE, ...ZONE_CHOICE, ...ZONE_SPANS, ...OBSERVABLES, ...BLOCK_STATE, ...REMOVING, ...DRIVER, ...ATTRIBUTE, ...FAULTS, ...INVARIANTS,
];
