/** What the rows of a mutant come to: who noticed it, after how much; and whether enough were noticed. */
import type { Ending, TriedMutant } from '../../archive/sensitivity-file.ts';
import { isKnown, type SummaryRow } from '../../archive/summary.ts';
import { describeFault } from '../../model/fault.ts';
import type { LiveMutant } from '../../scenario/sensitivity/mutant.ts';

/** A mutant with the rows that it ran in, in order; one that noticed it is the last. */
export interface Tried {
  readonly mutant: LiveMutant;
  readonly rows: readonly SummaryRow[];
}

/** What the kernel does otherwise; what is declared known is the sound one's as well. */
export const notices = (row: SummaryRow): boolean => ['model-mismatch', 'kernel-crash', 'guest-hang'].includes(row.verdict) && !isKnown(row);

/** Nothing that follows would say more: it was noticed, or the kernel has not its function. */
export const isDone = ({ rows }: Tried): boolean => rows.some((row) => notices(row) || row.verdict === 'unsupported');

function endingOf({ rows }: Tried): Ending {
  if (rows.some(notices)) return 'caught';
  return rows.some(({ verdict }) => verdict === 'pass') ? 'survived' : 'not-tried';
}

/** @param scenarioOf the row's name without the mutant's */
export function toldOf(tried: Tried, scenarioOf: (row: SummaryRow) => string): TriedMutant {
  const { mutant: { name, what, rows, during, fault }, rows: ran } = tried;
  const told = { name, what, rows: [...rows], during, fault: describeFault(fault), ended: endingOf(tried), ran: ran.filter((row) => notices(row) || row.verdict === 'pass').length };
  const row = ran.find(notices);
  if (!row) return { ...told, by: [], why: whyNot(tried) };
  const findings = row.findings.filter(({ known }) => !known);
  const before = ran.slice(0, ran.indexOf(row)).reduce((sum, { checkedOperations }) => sum + checkedOperations, 0);
  const first = Math.min(...findings.map(({ operation }) => operation));
  return {
    ...told, in: { name: scenarioOf(row), machine: row.machine, policy: row.policy }, after: before + Math.max(1, (findings.length > 0 ? first : row.checkedOperations) + 1),
    by: [...new Set(findings.map(({ kind }) => kind)), ...(row.verdict === 'model-mismatch' ? [] : [row.verdict])],
  };
}

function whyNot({ mutant: { survives }, rows }: Tried): string {
  if (rows.some(({ verdict }) => verdict === 'pass')) return survives ?? NOBODY_KNOWS;
  const reasons = rows.map(({ verdict, reason }) => `${verdict}${reason === undefined ? '' : `: ${reason.split('\n').map((line) => line.trim()).join(' ')}`}`);
  return reasons.length === 0 ? 'no row comes to it of those that the kernel itself passes' : [...new Set(reasons)].join('; ');
}
const NOBODY_KNOWS = 'nobody knows why: that is what this is for';

/** Of those that were tried, this part must be caught. */
export const WANTED = 0.95;

/** Whether enough are caught, and every other has its reason. */
export function isSensitive(mutants: readonly Pick<TriedMutant, 'ended' | 'why'>[]): boolean {
  const [caught, survived] = [mutants.filter(({ ended }) => ended === 'caught'), mutants.filter(({ ended }) => ended === 'survived')];
  return caught.length > 0 && caught.length / (caught.length + survived.length) >= WANTED && survived.every(({ why }) => why !== NOBODY_KNOWS);
}
