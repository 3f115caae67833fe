/** What an exploration came to, in words: how much was tried, and of each finding the smallest sequence that shows it. */
import { failureFiles } from '../archive/layout.ts';
import { describe } from '../model/operation.ts';
import { formatDuration } from '../report/duration.ts';
import { printable } from '../report/printable.ts';
import type { ExploredRun } from '../runner/explore/explore.ts';
import { refusalsText } from '../runner/explore/refusals.ts';
import type { Found } from '../runner/explore/findings.ts';

interface Where {
  /** As a person at this prompt would name it. */
  readonly results: string;
  readonly seed: number;
}

export function exploredText({ summary: { runId, exitStatus }, sequences, operations, milliseconds, pairs, newPairs, refusals, found }: ExploredRun, { results, seed }: Where): string {
  const record = `${results}/${runId}`;
  const rate = milliseconds === 0 ? 0 : Math.round((operations / milliseconds) * 60_000);
  return [
    ...found.flatMap((one) => [...findingLines(one, record), '']),
    `explore: ${sequences} sequences of seed ${seed}, ${operations} operations checked in ${formatDuration(milliseconds)} (${rate} a minute)`,
    refusalsText(refusals),
    `reached: ${pairs} pairs of an operation with its outcome and a shape of the world, ${newPairs} of them new`,
    `${found.length === 0 ? 'nothing was found' : `${found.length} ${found.length === 1 ? 'finding' : 'findings'}, ${found.filter(({ finding }) => finding.known).length} of them known`}; exit status ${exitStatus}`,
    `record: ${record}`,
    '',
  ].join('\n');
}

function findingLines({ finding: { title, kind, fingerprint, known }, place: { machine, kernel }, rows, minimal }: Found, record: string): string[] {
  const head = `${known ? 'known' : kind} ${fingerprint}: ${printable(title)}`;
  const where = `  on ${machine} with ${kernel}, in ${rows.length === 1 ? '1 sequence' : `${rows.length} sequences`}`;
  if (!minimal) return [head, `${where}${known ? '' : ': not shrunk'}`];
  const { operations, shown, of, guests, confirmed, token } = minimal;
  return [
    head,
    `${where}; shown again in ${shown} of ${of} guests, ${operations.length} operations after ${guests}${confirmed ? '' : ', and not in the last'}:`,
    `  ${operations.map(describe).join('; then ')}`,
    ...(confirmed ? [`  npx daxlab run ${failureFiles(record, fingerprint).scenario}`] : []),
    `  npx daxlab explore --replay ${token}`,
  ];
}
