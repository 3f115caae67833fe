/** Which events of a record are what was seen of a guest: what the judge is given. */
import type { Evidence } from '../judge/evidence.ts';
import type { RecordEvent } from './event.ts';
import type { Envelope } from './event-line.ts';
import { EVIDENCE } from './evidence-schema.ts';

const TYPES: ReadonlySet<string> = new Set(EVIDENCE.map(({ shape }) => shape.type.value));

export const isEvidence = (event: RecordEvent): event is Evidence & Envelope => TYPES.has(event.type);
