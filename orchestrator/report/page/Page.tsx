/** Which page this is, and which of its views is shown: the address behind `#` says it. */
import { useMemo } from 'preact/hooks';
import type { PageData, RunPage } from '../page-data/shape.ts';
import { FindingView } from './failure/FindingView.tsx';
import { RowView } from './failure/RowView.tsx';
import { History } from './history/History.tsx';
import { indexOf } from './index-of.ts';
import { Overview } from './overview/Overview.tsx';
import { RunHeader } from './RunHeader.tsx';
import { useRoute } from './route.ts';

export function Page({ data }: { readonly data: PageData }) {
  return data.kind === 'history' ? <History data={data} /> : <Run data={data} />;
}

function Run({ data }: { readonly data: RunPage }) {
  const index = useMemo(() => indexOf(data), [data]);
  const route = useRoute();
  document.title = `${data.run.suite} ${data.run.id} - daxlab`;
  return (
    <>
      <RunHeader run={data.run} />
      <main>
        {route.view === 'row' ? <RowView key={route.id} index={index} id={route.id} /> : null}
        {route.view === 'finding' ? <FindingView key={route.id} index={index} fingerprint={route.id} /> : null}
        {route.view === 'overview' ? <Overview index={index} /> : null}
      </main>
    </>
  );
}
