/**
 * CXL regions and devdax namespaces, made and destroyed, and the expanders that regions are on (SEMANTICS 1.4, 10a): with one go the dax devices that are made of it, and one comes back as
 * its driver makes it, with all of the memory and its attribute at the default.
 */
import type { DaxName, Maker } from '../operation.ts';
import { only, type Outcome } from '../outcome.ts';
import { daxDevice } from '../start.ts';
import type { DaxDevice, World } from '../world.ts';
import { unbind } from './unbind.ts';

const MAKER_OF = { cxl: 'region', pmem: 'namespace' } as const;

/** What the device of the start is made of; undefined where nothing makes it anew, or its place and name would depend on what else there is. */
export function makerOf({ constants: { start } }: Pick<World, 'constants'>, name: DaxName): Maker | undefined {
  const made = start.dax.filter(({ origin }) => origin === 'cxl' || origin === 'pmem');
  const [device, ...others] = made;
  return device?.name === name && others.length === 0 && device.origin !== undefined && device.origin !== 'hmem' ? MAKER_OF[device.origin] : undefined;
}

/** As by an unbind where a driver has it: memory that is online stays, without a device, and cannot be removed any more `[drivers/dax/kmem.c:dev_dax_kmem_remove]`. */
export function destroy(world: World, name: DaxName, maker: Maker): readonly Outcome[] {
  if (makerOf(world, name) !== maker) return only('ENODEV', world);
  if (world.leftRegions.has(name)) return only('OK', { ...world, leftRegions: less(world.leftRegions, name) });
  return world.devices.has(name) ? released(world, name) : only('ENODEV', world);
}

/**
 * Its driver goes, and with it the dax device; the region stays, without a target `[drivers/cxl/core/port.c:cxld_unregister]`. The guest may take
 * 5 s to let go `[drivers/pci/hotplug/pciehp_ctrl.c:pciehp_handle_button_press]`.
 */
export function unplugCxl(world: World, name: DaxName): readonly Outcome[] {
  if (makerOf(world, name) !== 'region' || world.takenOut.has(name)) return only('ENODEV', world);
  const there = world.devices.has(name);
  return (there ? released(world, name) : only('OK', world)).map(({ world: after, ...outcome }) => ({
    ...outcome, world: { ...after, takenOut: more(after.takenOut, name), leftRegions: there ? more(after.leftRegions, name) : after.leftRegions },
  }));
}

/** What was left behind of the region knows nothing of it. */
export function plugCxl(world: World, name: DaxName): readonly Outcome[] {
  return world.takenOut.has(name) ? only('OK', { ...world, takenOut: less(world.takenOut, name) }) : only('EEXIST', world);
}

/** The youngest first `[drivers/dax/bus.c:__devm_create_dev_dax, drivers/base/devres.c:release_nodes]`. */
const released = (world: World, name: DaxName): readonly Outcome[] => devicesBeside(world, name).toReversed().reduce<readonly Outcome[]>((outcomes, { name: each }) => outcomes.flatMap((before) =>
  (before.world.devices.get(each)?.bound === true ? unbind(before.world, each) : only('OK', before.world))
    .map((outcome) => ({ ...outcome, calls: [...before.calls, ...outcome.calls], world: without(outcome.world, each) }))), only('OK', world));

/** Of the same region, in the order in which they were made. */
export const devicesBeside = ({ devices }: Pick<World, 'devices'>, name: DaxName): readonly DaxDevice[] => [...devices.values()].filter((device) => areBeside(device.name, name));
export const areBeside = (one: string, other: string): boolean => one.split('.')[0] === other.split('.')[0];

const more = (names: ReadonlySet<DaxName>, name: DaxName): ReadonlySet<DaxName> => new Set(names).add(name);
const less = (names: ReadonlySet<DaxName>, name: DaxName): ReadonlySet<DaxName> => new Set([...names].filter((one) => one !== name));

/**
 * The expander's decoder, or the namespace, is taken while there is one `[drivers/cxl/core/hdm.c:cxl_dpa_set_mode; drivers/nvdimm/claim.c:nd_namespace_store]`.
 * A region needs room in the window, which memory or a region that stayed has taken `[drivers/cxl/core/region.c:alloc_hpa]`; a namespace does not.
 */
export function make(world: World, name: DaxName, maker: Maker): readonly Outcome[] {
  const made = world.constants.start.dax.find((device) => device.name === name);
  if (!made || makerOf(world, name) !== maker) return only('ENODEV', world);
  if (world.takenOut.has(name)) return only('ENODEV', world);
  if (world.devices.has(name)) return only('EBUSY', world);
  if (maker === 'region' && (world.leftRegions.has(name) || world.added.some(({ device }) => areBeside(device, name)))) return only('ERANGE', world);
  return only('OK', withDevices(world, new Map(world.devices).set(name, daxDevice(made))));
}

/** Names in /proc/iomem of regions and namespaces that are not there: numbered as the dax device is `[drivers/cxl/core/region.c:alloc_hpa, drivers/dax/pmem.c:__dax_pmem_probe]`. */
export function goneResources(world: World): ReadonlySet<string> {
  return new Set(world.constants.start.dax.flatMap(({ name }) => {
    const maker = makerOf(world, name);
    if (maker === undefined || world.devices.has(name) || world.leftRegions.has(name)) return [];
    const number = name.slice('dax'.length);
    return [maker === 'region' ? `region${parseInt(number, 10)}` : `namespace${number}`];
  }));
}

function without(world: World, name: DaxName): World {
  const devices = new Map(world.devices);
  devices.delete(name);
  return { ...world, devices };
}

/** In the order of the start, and then as they were made. */
function withDevices(world: World, devices: ReadonlyMap<DaxName, DaxDevice>): World {
  const atStart = world.constants.start.dax.flatMap(({ name }) => devices.get(name) ?? []);
  const later = [...devices.values()].filter((device) => !atStart.includes(device));
  return { ...world, devices: new Map([...atStart, ...later].map((device) => [device.name, device])) };
}
