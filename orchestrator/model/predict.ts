/** What an operation must come to: the (errno, world) pairs the contract allows. Total: every operation has at least one. */
import type { Operation } from './operation.ts';
import { only, type Outcome } from './outcome.ts';
import { writeAttribute } from './transitions/attribute.ts';
import { bind } from './transitions/bind.ts';
import { writeState } from './transitions/block-state.ts';
import { writeDaxMapping, writeDaxRegion, writeDaxSize } from './transitions/dax-region.ts';
import { writeDaxState } from './transitions/dax-state.ts';
import { plugDimm, unplugDimm } from './transitions/dimm.ts';
import { writeId } from './transitions/driver-ids.ts';
import { fill, obstacle, pin, release, settled } from './transitions/hold.ts';
import { seekLeaks } from './transitions/leaks.ts';
import { injectNotifier } from './transitions/notifier.ts';
import { writePolicy } from './transitions/policy.ts';
import { poisonPage } from './transitions/poison.ts';
import { destroy, make, plugCxl, unplugCxl } from './transitions/region.ts';
import { isShort, shortOfMemory } from './transitions/short-of-memory.ts';
import { strikeOf } from './transitions/strike.ts';
import { together } from './transitions/together.ts';
import { unbind } from './transitions/unbind.ts';
import type { World } from './world.ts';

export function predict(world: World, operation: Operation): readonly Outcome[] {
  if (operation.kind !== 'together' && isShort(operation)) return shortOfMemory(world, operation, predict);
  // Nobody does it: what is asked to do it all the same says that there is no such thing.
  if (obstacle(world, operation) !== undefined) return only('ENOENT', world);
  const outcomes = alone(world, operation);
  return world.lodged ? outcomes.map((outcome) => ({ ...outcome, world: settled(outcome.world) })) : outcomes;
}

function alone(world: World, operation: Operation): readonly Outcome[] {
  switch (operation.kind) {
    case 'together':
      return together(world, operation.operations, predict);
    case 'write-attribute':
      return writeAttribute(world, operation.device, operation.value);
    case 'bind':
      return bind(world, operation.device, strikeOf(operation.fault));
    case 'unbind':
      return unbind(world, operation.device, strikeOf(operation.fault));
    case 'write-id':
      return writeId(world, operation);
    case 'write-dax-state':
      return writeDaxState(world, operation.device, operation.value);
    case 'write-dax-size':
      return writeDaxSize(world, operation.device, operation.value);
    case 'write-dax-mapping':
      return writeDaxMapping(world, operation.device, operation.value);
    case 'write-dax-region':
      return writeDaxRegion(world, operation);
    case 'write-state':
      return writeState(world, operation.block, operation.value, strikeOf(operation.fault));
    case 'write-policy':
      return writePolicy(world, operation.policy, operation.value);
    case 'inject-notifier':
      return injectNotifier(world, operation.event, operation.errno);
    case 'make':
      return make(world, operation.device, operation.what);
    case 'destroy':
      return destroy(world, operation.device, operation.what);
    case 'unplug-cxl':
      return unplugCxl(world, operation.device);
    case 'plug-cxl':
      return plugCxl(world, operation.device);
    case 'plug-dimm':
      return plugDimm(world, operation, strikeOf(operation.fault));
    case 'unplug-dimm':
      return unplugDimm(world, operation.dimm);
    case 'fill':
      return fill(world, operation);
    case 'pin':
      return pin(world, operation);
    case 'release':
      return release(world);
    case 'poison-page':
      return poisonPage(world, operation.pfn);
    case 'seek-leaks':
      return seekLeaks(world);
  }
}
