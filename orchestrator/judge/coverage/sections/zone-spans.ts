/** Section 4.2: how the span of a hot-added zone moves. */
import { zoneSpan, type Span } from '../../../model/zones.ts';
import type { Item } from '../item.ts';
import { is, wentOffline, wentOnline, type OnlineBlock, type Step } from '../step.ts';

interface Move {
  readonly before: Span;
  readonly after: Span;
}

/** The zone of the one block whose state was written. */
function move(step: Step, blocks: readonly OnlineBlock[]): Move | undefined {
  const [one] = blocks;
  if (!one || !is(step, 'write-state', 'OK')) return undefined;
  return { before: zoneSpan(step.before, one.node, one.zone), after: zoneSpan(step.after, one.node, one.zone) };
}

const grows = (id: string, text: string, how: (move: Move, step: Step) => boolean): Item => ({
  id: `4.2/${id}`, text, by: (step) => { const found = move(step, wentOnline(step)); return found !== undefined && how(found, step); },
});
const shrinks = (id: string, text: string, how: (move: Move) => boolean): Item => ({
  id: `4.2/${id}`, text, by: (step) => { const found = move(step, wentOffline(step)); return found !== undefined && how(found); },
});

export const ZONE_SPANS: readonly Item[] = [
  grows('first', 'the first block of a zone', ({ before }) => before.end === 0),
  grows('hole', 'a block away from the others: the hole between counts', ({ before, after }, step) => before.end > 0 && after.end - after.start > before.end - before.start + step.after.constants.blockPages),
  grows('within', 'a block within the span: it stays', ({ before, after }) => before.end > 0 && before.start === after.start && before.end === after.end),
  shrinks('middle', 'a block within goes: the span stays', ({ before, after }) => before.start === after.start && before.end === after.end),
  shrinks('start', 'the first block goes: the span begins at the next that is online', ({ before, after }) => after.end > 0 && after.start > before.start),
  shrinks('end', 'the last block goes: the span ends at the one before it', ({ before, after }) => after.end > 0 && after.end < before.end),
  shrinks('empty', 'the only block goes: 0', ({ after }) => after.end === 0),
];
