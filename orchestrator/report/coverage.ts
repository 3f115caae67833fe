/** What a run exercised of SEMANTICS: coverage.json of its record, and a line for the terminal, so that a green result says what it covers. */
import { coverageReport, neverExercised, type CoverageRow } from '../judge/coverage/report.ts';
import type { RunStory } from './story.ts';

const COVERAGE_SCHEMA = 1;

/** `items` has every row, rule and invariant in the order of SEMANTICS; a count of 0 without `notYet` could have been exercised and was not. */
export function coverageJson(runId: string, story: Pick<RunStory, 'covered'>): string {
  return `${JSON.stringify({ schema: COVERAGE_SCHEMA, runId, items: rowsOf(story) }, undefined, 2)}\n`;
}

/** Without events that tell it, as in an old record, nothing is said. */
export const coverageRows = (story: Pick<RunStory, 'covered'>): readonly CoverageRow[] => (story.covered.size === 0 ? [] : rowsOf(story));

export function coverageLines(story: Pick<RunStory, 'covered'>): string[] {
  const rows = coverageRows(story).filter(({ notYet }) => notYet === undefined);
  if (rows.length === 0) return [];
  const never = neverExercised(rows).map(({ id }) => id);
  const told = never.length === 0 ? '' : `; never: ${never.slice(0, MOST).join(', ')}${never.length > MOST ? ` and ${never.length - MOST} more` : ''} (coverage.json)`;
  return [`covered: ${rows.length - never.length} of ${rows.length} rules and invariants${told}`];
}

const MOST = 6;

const rowsOf = ({ covered }: Pick<RunStory, 'covered'>): readonly CoverageRow[] => coverageReport([{ counts: covered }]);
