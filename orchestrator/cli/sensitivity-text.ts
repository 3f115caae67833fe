/** Which mutants were caught, by which witness, where, after how many operations; and why those that were not could not be. */
import type { Sensitivity } from '../runner/sensitivity/sensitivity.ts';
import type { Ending, TriedMutant } from '../archive/sensitivity-file.ts';
import { table } from './table.ts';

export function sensitivityText({ summary: { runId }, told: { mutants, leftOut } }: Sensitivity, results: string): string {
  const count = (ending: Ending): number => mutants.filter(({ ended }) => ended === ending).length;
  const judged = count('caught') + count('survived');
  return [
    table([['mutant', 'stands for', 'during', 'by', 'in', 'after', 'what is wrong'], ...mutants.map(line)]).trimEnd(),
    ...whyLeftOut(leftOut),
    ...mutants.filter(({ ended }) => ended !== 'caught').map(({ name, ended, ran, why = '' }) => (ended === 'survived' ? `${name} survived ${ran} ${ran === 1 ? 'row' : 'rows'}: ${why}` : `${name} was not tried: ${why}`)),
    `sensitivity: ${count('caught')} of ${judged} mutants caught${judged === 0 ? '' : ` (${Math.round((100 * count('caught')) / judged)} %)`}${count('not-tried') > 0 ? `, ${count('not-tried')} not tried` : ''}`,
    `record: ${results}/${runId}`,
    '',
  ].join('\n');
}

/** A night's rows that the time did not suffice for are many. */
const MOST_NAMED = 4;

function whyLeftOut(leftOut: Sensitivity['told']['leftOut']): string[] {
  return [...new Set(leftOut.map(({ why }) => why))].map((why) => {
    const rows = leftOut.filter((row) => row.why === why).map(place);
    const more = rows.length - MOST_NAMED;
    return `${rows.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''} ${rows.length === 1 ? 'was' : 'were'} left out: ${why}`;
  });
}

function line({ name, rows, during, by, ended, in: row, after, what }: TriedMutant): string[] {
  return [name, rows.join(' '), during, ended === 'caught' ? by.join(', ') : ended, row ? place(row) : '-', after === undefined ? '-' : `${after} operation${after === 1 ? '' : 's'}`, what];
}

const place = ({ name, machine, policy }: { readonly name: string; readonly machine: string; readonly policy: string }): string => `${name} on ${machine}${policy === 'default' ? '' : ` (${policy})`}`;
