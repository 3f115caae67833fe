/** What QEMU says on its control channel, one JSON object a line (docs/interop/qmp-spec). */
import { z } from 'zod';

const version = z.object({ major: z.int(), minor: z.int(), micro: z.int() });

const greeting = z.object({ QMP: z.object({ version: z.object({ qemu: version, package: z.string() }) }) });
const success = z.object({ return: z.unknown(), id: z.int() });
/** Without an id where QEMU could not read the command. */
const failure = z.object({ error: z.object({ class: z.string(), desc: z.string() }), id: z.int().optional() });
const event = z.object({ event: z.string(), data: z.record(z.string(), z.unknown()).default({}) });

const message = z.union([greeting, failure, event, success]);

export type Message = z.infer<typeof message>;
export type Greeting = z.infer<typeof greeting>;
export type QmpEvent = z.infer<typeof event>;

/** What query-status returns. */
export const runState = z.object({ status: z.string(), running: z.boolean() });

/** The message of a line, or undefined for anything that is not one. */
export function parseMessage(line: string): Message | undefined {
  try {
    return message.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
