/** Every observable of the state witness, as facts of an observation and as expectations from a world. */
import type { Observation } from '../observation.ts';
import type { World } from '../world.ts';
import { blocks } from './blocks.ts';
import { bootMemory } from './boot-memory.ts';
import { dax } from './dax.ts';
import { faultInjection } from './fault-injection.ts';
import { freshZones } from './fresh-zones.ts';
import { held } from './held.ts';
import { iomem } from './iomem.ts';
import { kernel } from './kernel.ts';
import { meminfo } from './meminfo.ts';
import { nodes } from './nodes.ts';
import type { Expectation, Expectations, Facts, FactValue } from './observable.ts';
import { pageFlags } from './page-flags.ts';
import { selfHosted } from './self-hosted.ts';
import { zones } from './zones.ts';

const ALL = [kernel, dax, blocks, zones, freshZones, nodes, meminfo, bootMemory, selfHosted, iomem, faultInjection, pageFlags, held];

export const observedFacts = (observation: Observation): Facts => new Map<string, FactValue>(ALL.flatMap((family) => [...family.observed(observation)]));

export const expectedFacts = (world: World): Expectations => new Map<string, Expectation>(ALL.flatMap((family) => [...family.expected(world)]));
