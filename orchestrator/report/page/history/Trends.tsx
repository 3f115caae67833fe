/** What is lost with every cycle: free memory over the cycles of a run, and its slope over runs. */
import * as Plot from '@observablehq/plot';
import { useMemo } from 'preact/hooks';
import type { HistoryRun, Trend } from '../../page-data/history-shape.ts';
import { PlotFigure } from '../shared/PlotFigure.tsx';

interface Properties {
  readonly trends: readonly Trend[];
  readonly runs: readonly HistoryRun[];
}

export function Trends({ trends, runs }: Properties) {
  const free = useMemo(() => freeMemory(trends), [trends]);
  const slopes = useMemo(() => overRuns(trends, runs, 'slope', 'KiB per cycle'), [trends, runs]);
  const counted = useMemo(() => trends.filter(({ leaked }) => leaked !== undefined), [trends]);
  const leaks = useMemo(() => overRuns(counted, runs, 'leaked', 'objects per cycle'), [counted, runs]);
  if (trends.length === 0) return null;
  return (
    <section class="trends" aria-labelledby="trends">
      <h2 id="trends">What is lost with every cycle</h2>
      <figure>
        <figcaption>Free memory of the boot nodes each time that everything was removed, less what it was after the first time</figcaption>
        <PlotFigure label="Free memory over cycles" options={free} />
      </figure>
      <div class="side-by-side">
        <figure><figcaption>Slope of free memory, over runs</figcaption><PlotFigure label="Slope of free memory over runs" options={slopes} /></figure>
        <figure><figcaption>memory_block objects not released, over runs</figcaption><PlotFigure label="Objects not released over runs" options={leaks} /></figure>
      </div>
    </section>
  );
}

const COLOUR: Plot.ScaleOptions = { legend: true, range: ['var(--plot-1)', 'var(--plot-2)', 'var(--plot-3)', 'var(--plot-4)', 'var(--plot-5)', 'var(--plot-6)'] };

/** Kernels in the order of their versions, for the same colour in every plot. */
const colour = (trends: readonly Trend[]): Plot.ScaleOptions =>
  ({ ...COLOUR, domain: [...new Set(trends.map(({ kernel }) => kernel))].sort(new Intl.Collator('en', { numeric: true }).compare) });

function freeMemory(trends: readonly Trend[]): Plot.PlotOptions {
  const points = trends.flatMap(({ row, kernel, run, free }) => free.map((kib, cycle) => ({ cycle: cycle + 1, kib, kernel, series: `${row} ${kernel} ${run}`, title: `${row}\n${kernel}, cycle ${cycle + 1}: ${kib} KiB` })));
  return {
    height: 280, marginLeft: 60, grid: true, color: colour(trends), x: { label: 'cycle' }, y: { label: 'KiB' },
    marks: [Plot.ruleY([0]), Plot.lineY(points, { x: 'cycle', y: 'kib', z: 'series', stroke: 'kernel', strokeOpacity: 0.8 }), Plot.tip(points, Plot.pointer({ x: 'cycle', y: 'kib', title: 'title', fill: 'var(--paper)' }))],
  };
}

function overRuns(trends: readonly Trend[], runs: readonly HistoryRun[], what: 'slope' | 'leaked', unit: string): Plot.PlotOptions {
  const time = ({ run }: Trend): Date => new Date(runs[run]?.startedAt ?? 0);
  const title = (trend: Trend): string => `${trend.row}\n${trend.kernel}: ${trend[what] ?? ''} ${unit}\nrun ${runs[trend.run]?.id ?? ''}`;
  return {
    height: 240, marginLeft: 60, grid: true, color: colour(trends), x: { type: 'utc', label: null }, y: { label: unit, nice: true },
    marks: [Plot.ruleY([0]), Plot.dot(trends, { x: time, y: what, stroke: 'kernel', r: 4 }), Plot.tip(trends, Plot.pointer({ x: time, y: what, title, fill: 'var(--paper)' }))],
  };
}
