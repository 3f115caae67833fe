/** A finding shrunk beside the rows of a run, and the smallest sequence that shows it run as one of them: then the record and the finding's bundle have it. */
import { itemId } from '../../archive/item-id.ts';
import type { Operation } from '../../model/operation.ts';
import type { World } from '../../model/world.ts';
import { listSource } from '../../scenario/explore/shrink/performable.ts';
import { DEADLINES } from '../deadlines.ts';
import type { Alone } from '../pool.ts';
import type { Driven, Row } from '../run-plan.ts';
import { shrinkFinding, type Shrinking, type Shrunk } from './shrink-finding.ts';

export interface ShrinkInto extends Pick<Shrinking, 'semantics' | 'fingerprint' | 'operations' | 'guesses' | 'smaller' | 'signal'> {
  /** Of the row that the operations are from: the first is what the model began with. */
  readonly start: World;
  /** That showed it: its title, and its run where that is another one. */
  readonly from: { readonly row: string; readonly run?: string | undefined };
  /** What guests that are in no row are named and made as. */
  readonly beside: Row;
  readonly minimal: (operations: readonly Operation[]) => Omit<Row, 'source'>;
}

export interface ShrunkRow extends Shrunk {
  /** Whether the row of the smallest sequence shows it. */
  readonly confirmed: boolean;
}

/** @throws what an attempt throws */
export async function shrinkIntoRow(run: Driven, { start, from, beside, minimal, ...shrinking }: ShrinkInto, alone: Alone): Promise<ShrunkRow> {
  const { fingerprint, operations: all } = shrinking;
  const progress = (what: string): void => { run.append({ type: 'progress', what: `${beside.item.scenario}: ${what}` }); };
  const shrunk = await shrinkFinding({ ...shrinking, row: beside, boot: run.bootBeside(beside), deadlines: DEADLINES, start, progress });
  const { operations, shown, of, guests } = shrunk;
  const row: Row = { ...minimal(operations), source: () => listSource(operations) };
  const judged = await run.runRow(row, alone);
  const confirmed = judged.findings.some((finding) => finding.fingerprint === fingerprint);
  if (confirmed) run.append({ type: 'shrunk', item: itemId(row.item), fingerprint, ...from, operations: all.length, shown, of, guests });
  return { ...shrunk, confirmed };
}
