/** What QEMU tells of a DIMM by events `[qapi/acpi.json, qapi/machine.json, qapi/qdev.json]`. */
import { z } from 'zod';
import { InfrastructureError } from '../../errors.ts';
import type { QmpEvent } from './message.ts';

const SAYS = {
  /** The guest's answer. Of a DIMM that is gone only the slot is known. */
  ACPI_DEVICE_OST: z.object({ info: z.object({ device: z.string().optional(), slot: z.string(), source: z.int(), status: z.int() }) })
    .transform(({ info }) => ({ event: 'ACPI_DEVICE_OST' as const, ...info })),
  DEVICE_DELETED: z.object({ device: z.string().optional() }).transform(({ device }) => ({ event: 'DEVICE_DELETED' as const, device })),
  /** QEMU's own refusal, after the guest ejected it: with its reason up to QEMU 10, and without. */
  MEM_UNPLUG_ERROR: z.object({ device: z.string(), msg: z.string() }).transform(({ device, msg }) => ({ event: 'refused' as const, device, why: msg })),
  DEVICE_UNPLUG_GUEST_ERROR: z.object({ device: z.string().optional() }).transform(({ device }) => ({ event: 'refused' as const, device, why: 'DEVICE_UNPLUG_GUEST_ERROR' })),
};

export type DimmWord = z.output<(typeof SAYS)[keyof typeof SAYS]>;

const isOfDimms = (event: string): event is keyof typeof SAYS => Object.hasOwn(SAYS, event);

/** Undefined for an event that is of something else, an error for one of these in another shape. */
export function dimmWord({ event, data }: QmpEvent): DimmWord | InfrastructureError | undefined {
  if (!isOfDimms(event)) return undefined;
  const parsed = SAYS[event].safeParse(data);
  return parsed.success ? parsed.data : new InfrastructureError({ doing: 'reading what QEMU tells of a DIMM', expected: `the event ${event} as QMP specifies it`, seen: JSON.stringify(data) });
}
