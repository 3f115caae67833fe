/** The end of every sequence: what is held is released, what is injected is taken back, every block is asked to go offline, every device and DIMM to go, devices that were made to be no more, what was destroyed is made again, and policies are as they were. */
import type { Operation } from '../../model/operation.ts';
import { ONLINE_TYPES, POLICY_NAMES } from '../../model/operation.ts';
import { begin } from '../../model/start.ts';
import { shownPolicies } from '../../model/transitions/policy.ts';
import { makerOf } from '../../model/transitions/region.ts';
import type { World } from '../../model/world.ts';
import { plugged } from '../expand.ts';
import type { Source } from '../source.ts';
import { withoutMade } from './reshaping.ts';

/** Each is tried once: what a kernel zone does not give back stays. */
export function windUp(): Source {
  const tried = new Set<string>();
  return (world) => {
    const operation = left(world).find((one) => !tried.has(JSON.stringify(one)));
    if (operation) tried.add(JSON.stringify(operation));
    return operation;
  };
}

const [OFFLINE] = ONLINE_TYPES;

function left(world: World): readonly Operation[] {
  const { injected, blocks, devices } = world;
  const now = shownPolicies(world);
  const before = shownPolicies({ ...world, policies: begin(world.constants.start).policies });
  return [
    ...(world.held.pages > 0 ? [{ kind: 'release' } as const] : []),
    ...[...injected].filter(([, errno]) => errno !== 'OK').map(([event]): Operation => ({ kind: 'inject-notifier', event, errno: 'OK' })),
    ...[...blocks.values()].filter(({ zone }) => zone !== undefined).map(({ number }): Operation => ({ kind: 'write-state', block: number, value: OFFLINE })),
    ...[...devices.values()].filter(({ bound }) => bound).map(({ name }): Operation => ({ kind: 'unbind', device: name })),
    ...withoutMade(world),
    ...[...world.takenOut].map((device): Operation => ({ kind: 'plug-cxl', device })),
    ...[...world.leftRegions].map((device): Operation => ({ kind: 'destroy', what: 'region', device })),
    ...gone(world),
    ...plugged(world).map((dimm): Operation => ({ kind: 'unplug-dimm', dimm })),
    ...POLICY_NAMES.flatMap((policy): Operation[] => {
      const [was, is] = [before[policy], now[policy]];
      return was === undefined || was === is ? [] : [{ kind: 'write-policy', policy, value: was }];
    }),
  ];
}

/** What was destroyed: with it everything is as it was, and the laws of that hold. */
const gone = (world: World): readonly Operation[] => world.constants.start.dax.filter(({ name }) => !world.devices.has(name))
  .flatMap(({ name }): Operation[] => { const what = makerOf(world, name); return what === undefined ? [] : [{ kind: 'make', what, device: name }]; });
