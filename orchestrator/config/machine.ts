/**
 * The machine description: what a file in qemu-configs/machines says, checked. lab/qemu makes a QEMU command line of it.
 */
import { z } from 'zod';
import type { DaxName } from '../model/operation.ts';
import { offset, size } from './size.ts';

const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and dashes');
const daxName = z.templateLiteral(['dax', z.int().nonnegative(), '.', z.int().nonnegative()]);

/** A CXL type-3 expander with volatile memory, behind its own root port of the window's host bridge. */
const cxlVolatile = z.strictObject({ kind: z.literal('cxl-volatile'), id, size, dax: daxName });
/** One region of volatile memory over several expanders of the same size, each behind its own root port. `size` is that of the region. */
const cxlInterleaved = z.strictObject({ kind: z.literal('cxl-interleaved'), id, size, ways: z.literal([2, 4]).default(2), dax: daxName });
/** A CXL type-3 expander with persistent memory, behind a switch; its region's namespace is made a devdax one. */
const cxlPersistent = z.strictObject({ kind: z.literal('cxl-persistent'), id, size, dax: daxName });
/** An NVDIMM whose namespace is made a devdax one. */
const nvdimm = z.strictObject({ kind: z.literal('nvdimm'), id, size, dax: daxName });
/** Ordinary RAM that the kernel command line turns into Soft Reserved memory. */
const softReserved = z.strictObject({ kind: z.literal('soft-reserved'), id, size, dax: daxName });
/** The same, given to its dax device in several ranges; `at` is a range's offset in the memory. */
const softReservedRanges = z.strictObject({
  kind: z.literal('soft-reserved-ranges'), id, size, dax: daxName,
  ranges: z.array(z.strictObject({ at: offset, size })).min(1),
});

/** A DIMM that ACPI adds when it is plugged in, which a scenario does: no dax device. */
const pcDimm = z.strictObject({ kind: z.literal('pc-dimm'), id: z.templateLiteral(['dimm', z.int().nonnegative()]), size });

export const deviceSchema = z.discriminatedUnion('kind', [cxlVolatile, cxlInterleaved, cxlPersistent, nvdimm, softReserved, softReservedRanges, pcDimm]);

export const machineSchema = z.strictObject({
  name: id,
  description: z.string().min(1),
  /** Ordinary memory, node 0. */
  memory: size,
  cpus: z.int().min(1).max(16).default(1),
  /** Whether the guest may see CPUID's hypervisor bit. CXL regions need it hidden (PLATFORM: Boot). */
  hypervisorBit: z.enum(['visible', 'hidden']).default('visible'),
  /** Size of the guest's memory blocks, where it is not to be the kernel's own choice. */
  blockSize: size.optional(),
  /** The boot value of memory_hotplug.memmap_on_memory. */
  memmapOnMemory: z.enum(['Y', 'N', 'force']).default('Y'),
  /** The boot value of memhp_default_state. */
  defaultState: z.enum(['offline', 'online', 'online_kernel', 'online_movable']).default('offline'),
  /** Whether the kernel is at an address of chance, which only a bzImage can be; not unless given. */
  kaslr: z.enum(['on', 'off']).optional(),
  /** Whether the firmware says how fast the memory of nodes 0 and 1 is (ACPI HMAT): the kernel makes access classes of it below a node that has memory. */
  hmat: z.boolean().default(false),
  /** More kernel command line, as it stands. */
  commandLine: z.array(z.string()).default([]),
  /** Size of the CXL fixed memory window; that of all CXL devices together where absent. */
  cxlWindow: size.optional(),
  devices: z.array(deviceSchema).min(1),
});

export type Device = z.infer<typeof deviceSchema>;
export type DeviceKind = Device['kind'];
export type DeviceOf<Kind extends DeviceKind> = Extract<Device, { kind: Kind }>;
/** The name of the dax device that is made of it, where one is. */
export const daxOf = (device: Device): DaxName | undefined => ('dax' in device ? device.dax : undefined);
export type Machine = z.infer<typeof machineSchema>;
