/** Writing daxX.Y/memmap_on_memory (SEMANTICS 7). */
import type { DaxName } from '../operation.ts';
import { only, type Outcome } from '../outcome.ts';
import { withDevice, type DaxDevice, type World } from '../world.ts';

export function writeAttribute(world: World, name: DaxName, value: string): readonly Outcome[] {
  const device = world.devices.get(name);
  if (device?.attribute === undefined) return only('ENOENT', world);
  if (isLetterOfDoubt(world, value)) {
    return [{ errno: 'EINVAL', world, calls: [], open: 'boolean-letters' }, ...store(world, device, /^e/i.test(value)).map((outcome) => ({ ...outcome, open: 'boolean-letters' as const }))];
  }
  const wanted = parseBoolean(value, world.constants.semantics.enableDisable === true);
  return wanted === undefined ? only('EINVAL', world) : store(world, device, wanted);
}

/** After the parse, in the kernel's order `[drivers/dax/bus.c:memmap_on_memory_store]`. */
function store(world: World, device: DaxDevice, wanted: boolean): readonly Outcome[] {
  const { semantics, parameter } = world.constants;
  if (semantics.generation === 'merged') {
    if (wanted && (parameter ?? 'N') === 'N') return only('EOPNOTSUPP', world);
    if (wanted !== device.attribute && device.bound) return only('EBUSY', world);
  }
  return only('OK', withDevice(world, { ...device, attribute: wanted }));
}

/** `[lib/kstrtox.c:kstrtobool]`: only the first characters count. */
export function parseBoolean(value: string, enableDisable: boolean): boolean | undefined {
  const first = value.charAt(0).toLowerCase();
  if (first === '1' || first === 'y' || first === 't' || (enableDisable && first === 'e')) return true;
  if (first === '0' || first === 'n' || first === 'f' || (enableDisable && first === 'd')) return false;
  if (first === 'o') {
    const second = value.charAt(1).toLowerCase();
    if (second === 'n') return true;
    if (second === 'f') return false;
  }
  return undefined;
}

const isLetterOfDoubt = (world: World, value: string): boolean => world.constants.semantics.enableDisable === 'unknown' && /^[ed]/i.test(value);
