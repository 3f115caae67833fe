/**
 * The machine description: what a file in qemu-configs/machines says, checked. lab/qemu makes a QEMU command line of it.
 */
import { z } from 'zod';
import { size } from './size.ts';

const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and dashes');
const daxName = z.templateLiteral(['dax', z.int().nonnegative(), '.', z.int().nonnegative()]);

/** A CXL type-3 expander with volatile memory, behind its own root port of the window's host bridge. */
const cxlVolatile = z.strictObject({ kind: z.literal('cxl-volatile'), id, size, dax: daxName });
/** An NVDIMM whose namespace is made a devdax one. */
const nvdimm = z.strictObject({ kind: z.literal('nvdimm'), id, size, dax: daxName });
/** Ordinary RAM that the kernel command line turns into Soft Reserved memory. */
const softReserved = z.strictObject({ kind: z.literal('soft-reserved'), id, size, dax: daxName });

export const deviceSchema = z.discriminatedUnion('kind', [cxlVolatile, nvdimm, softReserved]);

export const machineSchema = z.strictObject({
  name: id,
  description: z.string().min(1),
  /** Ordinary memory, node 0. */
  memory: size,
  cpus: z.int().min(1).max(16).default(1),
  /** Whether the guest may see CPUID's hypervisor bit. CXL regions need it hidden (PLATFORM: Boot). */
  hypervisorBit: z.enum(['visible', 'hidden']).default('visible'),
  /** The boot value of memory_hotplug.memmap_on_memory. */
  memmapOnMemory: z.enum(['Y', 'N', 'force']).default('Y'),
  /** The boot value of memhp_default_state. */
  defaultState: z.enum(['offline', 'online', 'online_kernel', 'online_movable']).default('offline'),
  /** More kernel command line, as it stands. */
  commandLine: z.array(z.string()).default([]),
  /** Size of the CXL fixed memory window; that of all CXL devices together where absent. */
  cxlWindow: size.optional(),
  devices: z.array(deviceSchema).min(1),
});

export type Device = z.infer<typeof deviceSchema>;
export type DeviceKind = Device['kind'];
export type DeviceOf<Kind extends DeviceKind> = Extract<Device, { kind: Kind }>;
export type Machine = z.infer<typeof machineSchema>;
