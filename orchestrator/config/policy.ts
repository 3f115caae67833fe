/**
 * A policy: what the administrator of a machine sets for its memory hotplug at boot, whatever the machine is. A file in qemu-configs/policies; what
 * it leaves out is as the machine has it.
 */
import { z } from 'zod';
import { machineSchema, type Machine } from './machine.ts';

const { memmapOnMemory, defaultState, kaslr } = machineSchema.shape;

export const policySchema = z.strictObject({
  name: machineSchema.shape.name,
  description: machineSchema.shape.description,
  /** memory_hotplug.memmap_on_memory. */
  memmapOnMemory: memmapOnMemory.unwrap().optional(),
  /** memhp_default_state, which auto_online_blocks reads back. */
  defaultState: defaultState.unwrap().optional(),
  /** memory_hotplug.online_policy: in which zone `online` puts a block. */
  onlinePolicy: z.enum(['contig-zones', 'auto-movable']).optional(),
  /** memory_hotplug.auto_movable_ratio: movable memory in percent of kernel memory. */
  autoMovableRatio: z.int().nonnegative().optional(),
  /** memory_hotplug.auto_movable_numa_aware: whether each node must keep to the ratio as well. */
  autoMovableNumaAware: z.enum(['Y', 'N']).optional(),
  kaslr,
});

export type Policy = z.infer<typeof policySchema>;

/** The policy that changes nothing. */
export const DEFAULT_POLICY = 'default';

/** The machine as the policy boots it. */
export function applyPolicy(machine: Machine, policy: Policy): Machine {
  const { memmapOnMemory: memmap = machine.memmapOnMemory, defaultState: state = machine.defaultState, kaslr = machine.kaslr } = policy;
  // The kernel takes the last of several values: what the machine's own words set is overridden.
  return { ...machine, memmapOnMemory: memmap, defaultState: state, commandLine: [...machine.commandLine, ...words(policy)], ...(kaslr && { kaslr }) };
}

/** `[mm/memory_hotplug.c]`: parameters that have no field of their own in a machine description. */
function words({ onlinePolicy, autoMovableRatio, autoMovableNumaAware }: Policy): string[] {
  const parameters = { online_policy: onlinePolicy, auto_movable_ratio: autoMovableRatio, auto_movable_numa_aware: autoMovableNumaAware };
  return Object.entries(parameters).filter(([, value]) => value !== undefined).map(([name, value]) => `memory_hotplug.${name}=${value ?? ''}`);
}
