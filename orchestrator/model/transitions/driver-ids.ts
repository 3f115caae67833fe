/** Writing new_id and remove_id of a dax driver (SEMANTICS 6.5) `[drivers/dax/bus.c:do_id_store]`. */
import type { DaxDriver, Operation } from '../operation.ts';
import { only, type Outcome } from '../outcome.ts';
import type { World } from '../world.ts';
import { bind, matches } from './bind.ts';

/**
 * A name that is in the list already, or is not, is no error; nor is a device that no such name belongs to. From new_id on, every device that is
 * bound to nothing and matches the driver is tried, in the order in which they came to be, and nobody is told how that went.
 * What device_dax makes of a device is not followed: see `bindsToDeviceDax`.
 */
export function writeId(world: World, { driver, file, value }: Extract<Operation, { kind: 'write-id' }>): readonly Outcome[] {
  const name = daxName(value);
  if (name === undefined) return only('EINVAL', world);
  const named = new Set(world.ids[driver]);
  if (file === 'new_id') named.add(name);
  else named.delete(name);
  const stored = named.size === world.ids[driver].size ? world : { ...world, ids: { ...world.ids, [driver]: named } };
  if (file === 'remove_id' || driver === 'device_dax') return only('OK', stored);
  return [...world.devices.keys()].reduce<readonly Outcome[]>((outcomes, device) => outcomes.flatMap((before) => tried(before, device)), only('OK', stored));
}

/** One that is bound already stays so. */
function tried(before: Outcome, name: Parameters<typeof bind>[1]): readonly Outcome[] {
  if (!isFree(before.world, 'kmem', name)) return [before];
  return bind(before.world, name).map(({ world, calls, open }): Outcome => ({ errno: 'OK', world, calls: [...before.calls, ...calls], open: open ?? before.open }));
}

function isFree(world: World, driver: DaxDriver, name: Parameters<typeof bind>[1]): boolean {
  const device = world.devices.get(name);
  return device !== undefined && !device.bound && matches(world, driver, device);
}

/** Whether the write would have device_dax take a device: its memory is mapped and has a memmap then, which the model does not follow. */
export function bindsToDeviceDax(world: World, { driver, file, value }: Extract<Operation, { kind: 'write-id' }>): boolean {
  const name = daxName(value);
  if (driver !== 'device_dax' || file !== 'new_id' || name === undefined) return false;
  const named = { ...world, ids: { ...world.ids, device_dax: new Set(world.ids.device_dax).add(name) } };
  return [...world.devices.keys()].some((device) => isFree(named, 'device_dax', device));
}

/** What sscanf("dax%d.%d") reads and sprintf writes again the same, a newline at its end or not. */
const daxName = (value: string): string | undefined => /^(dax(?:0|-?[1-9]\d*)\.(?:0|-?[1-9]\d*))\n?$/.exec(value)?.[1];
