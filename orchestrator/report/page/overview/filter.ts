/** Which rows of the overview are shown. */
import type { PageRow } from '../../page-data/shape.ts';
import { shown, type Shown } from '../shared/Verdict.tsx';

export interface Filter {
  /** Words that must all be found in a row. */
  readonly words: string;
  /** Empty for all. */
  readonly verdicts: ReadonlySet<Shown>;
}

export function parseFilter(parameters: URLSearchParams): Filter {
  const verdicts = (parameters.get('verdict') ?? '').split(',').filter((name) => name !== '') as Shown[];
  return { words: parameters.get('words') ?? '', verdicts: new Set(verdicts) };
}

export function matches({ words, verdicts }: Filter, row: PageRow): boolean {
  if (verdicts.size > 0 && !verdicts.has(shown(row))) return false;
  const text = [row.name, row.machine, row.kernel, row.release, row.policy, shown(row), row.reason ?? '', ...row.findings.flatMap(({ title, kind }) => [title, kind])].join(' ').toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
