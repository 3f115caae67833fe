/** memory_hotplug.memmap_on_memory as the kernel's command line asks for it (SEMANTICS 1.3). */
import { atLeast, kernelVersion } from './kernel-version.ts';
import type { Observation } from './observation.ts';
import { parseBoolean } from './transitions/attribute.ts';
import type { MemmapParameter } from './world.ts';

const OPTION = /(?:^|\s)memory_hotplug\.memmap_on_memory=(\S*)/g;

/**
 * What the parameter must read back as; undefined where the command line does not name it, or as no boolean. Of several the last
 * counts. A bare boolean up to 6.5, for which `force` begins with the f of false `[mm/memory_hotplug.c:set_memmap_mode]`.
 */
export function parameterOf({ commandLine, release }: Pick<Observation, 'commandLine' | 'release'>): MemmapParameter | undefined {
  const asked = [...commandLine.matchAll(OPTION)].at(-1)?.[1];
  const version = kernelVersion(release);
  if (asked === undefined || !version) return undefined;
  if (atLeast(version, 6, 6) && /^(?:force|FORCE)$/.test(asked)) return 'force';
  const enabled = parseBoolean(asked, atLeast(version, 6, 16));
  return enabled === undefined ? undefined : enabled ? 'Y' : 'N';
}
