/** Mutants of what an administrator writes while the guest runs `[drivers/base/memory.c:auto_online_blocks_store; mm/memory_hotplug.c]`. */
import { ImaginedKernel } from '../second-opinion/imagined-kernel.ts';
import type { Group } from '../second-opinion/online-pages.ts';
import type { Zone } from '../second-opinion/zone.ts';
import { bindTo, policy, state } from '../worlds.ts';
import { hmem } from './guests.ts';
import type { Mutant } from './mutant.ts';

/** What was set at boot decides about an add, whatever was written since. */
class SettingsOfTheBoot extends ImaginedKernel {
  override onlineAll(start: number, size: number): void {
    const written = this.settings.autoOnlineBlocks;
    this.settings.autoOnlineBlocks = this.start.parameters.autoOnlineBlocks;
    super.onlineAll(start, size);
    this.settings.autoOnlineBlocks = written;
  }
}

/** Each node is asked, though nobody wants to know of nodes. */
class AlwaysNumaAware extends ImaginedKernel {
  override autoMovableZone(id: number, group: Group, start: number): Zone {
    const written = this.settings.autoMovableNumaAware;
    this.settings.autoMovableNumaAware = 'Y';
    const zone = super.autoMovableZone(id, group, start);
    this.settings.autoMovableNumaAware = written;
    return zone;
  }
}

export const POLICIES: readonly Mutant[] = [
  {
    what: 'auto_online_blocks is sampled at boot', start: hmem(), kernel: SettingsOfTheBoot, operations: [policy('auto_online_blocks', 'online_movable'), bindTo()],
    reveals: { kind: 'calls', fact: /^online_pages/ },
  },
  {
    what: 'auto_movable_numa_aware cannot be turned off', start: hmem(), kernel: AlwaysNumaAware,
    operations: [policy('online_policy', 'auto-movable'), policy('auto_movable_numa_aware', 'N'), bindTo(), state(32, 'online')],
    reveals: { kind: 'state', fact: /valid_zones/ },
  },
];
