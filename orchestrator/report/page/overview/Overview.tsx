/** All rows of a run: what was found, the matrix of scenario x machine x kernel, and what was covered. */
import { useMemo } from 'preact/hooks';
import { parseFilter, matches } from './filter.ts';
import { Compared } from './Compared.tsx';
import { Covered } from './Covered.tsx';
import { Filters } from './Filters.tsx';
import { FindingList } from './FindingList.tsx';
import { Matrix } from './Matrix.tsx';
import type { Index } from '../index-of.ts';
import { useRoute } from '../route.ts';

export function Overview({ index }: { readonly index: Index }) {
  const { parameters } = useRoute();
  const query = parameters.toString();
  const filter = useMemo(() => parseFilter(new URLSearchParams(query)), [query]);
  const rows = useMemo(() => index.data.rows.filter((row) => matches(filter, row)), [index, filter]);
  const visible = useMemo(() => new Set(rows), [rows]);
  return (
    <>
      <Filters rows={index.data.rows} filter={filter} shownRows={rows.length} />
      {index.data.compared ? <Compared comparison={index.data.compared} /> : null}
      <FindingList findings={[...index.findings.values()].filter((finding) => finding.rows.some((row) => visible.has(row)))} />
      <Matrix rows={rows} />
      <Covered {...index.data} />
    </>
  );
}
