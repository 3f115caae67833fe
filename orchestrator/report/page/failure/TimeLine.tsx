/** An attempt on a time line: operations, console, calls and control channel on one clock. */
import * as Plot from '@observablehq/plot';
import { useCallback, useMemo, useState } from 'preact/hooks';
import type { RowDetail, Step } from '../../page-data/row-shape.ts';
import { PlotFigure } from '../shared/PlotFigure.tsx';

interface Properties {
  readonly detail: RowDetail;
  readonly place: number;
  readonly select: (place: number) => void;
}

const LANES = ['operations', 'calls', 'console', 'QMP'] as const;
/** Seconds. */
const MARGIN = 0.1;

export function TimeLine({ detail, place, select }: Properties) {
  const { steps } = detail;
  const [whole, setWhole] = useState(steps.length === 0);
  const options = useMemo(() => timeLine(detail, steps[place], whole), [detail, steps, place, whole]);
  const pick = useCallback((datum: unknown) => {
    const picked = steps.indexOf(datum as Step);
    if (picked !== -1) select(picked);
  }, [steps, select]);
  return (
    <figure class="time-line">
      <figcaption>
        Time line, in seconds since the attempt began
        {steps.length > 0 ? <label><input type="checkbox" checked={whole} onChange={({ currentTarget }) => { setWhole(currentTarget.checked); }} /> with the boot</label> : null}
      </figcaption>
      <PlotFigure label="Time line of the attempt" options={options} onPick={pick} />
    </figure>
  );
}

const at = ({ at: time }: { readonly at: number }): number => time / 1000;
const end = ({ at: time, returned, observed }: Step): number => (observed ?? returned ?? time) / 1000;
const count = ({ calls }: Step): number => calls.reduce((sum, group) => sum + group.calls.length, 0);
const inLane = (lane: (typeof LANES)[number]) => () => lane;

function timeLine(detail: RowDetail, selected: Step | undefined, whole: boolean): Plot.PlotOptions {
  const { steps, phases } = detail;
  const from = whole ? 0 : (steps[0]?.at ?? 0) / 1000 - MARGIN;
  const to = (whole ? detail.took : (steps.at(-1)?.observed ?? detail.took)) / 1000 + MARGIN;
  const within = <Datum extends { readonly at: number }>(data: readonly Datum[]): Datum[] => data.filter((datum) => at(datum) >= from && at(datum) <= to);
  return {
    height: 150, marginLeft: 74, marginTop: 8, marginBottom: 28, marginRight: 12,
    x: { domain: [from, to], label: null, tickFormat: (time: number) => `${Math.round(time * 10) / 10} s` },
    y: { domain: LANES, label: null, padding: 0.15 },
    marks: [
      ...(selected ? [Plot.rectX([selected], { x1: at, x2: end, fill: 'var(--selected)' })] : []),
      ...(whole ? [Plot.barX(phases, { x1: at, x2: (phase: { at: number }) => (phases[phases.findIndex((each) => each === phase) + 1]?.at ?? steps[0]?.at ?? detail.took) / 1000, y: inLane('operations'), fill: 'var(--phase)', inset: 1, title: 'what' })] : []),
      Plot.barX(steps, { x1: (step: Step) => (step.returned ?? step.at) / 1000, x2: end, y: inLane('operations'), fill: 'var(--observing)', insetTop: 5, insetBottom: 5 }),
      Plot.barX(steps, { x1: at, x2: (step: Step) => Math.max((step.returned ?? step.at) / 1000, at(step) + (to - from) / 900), y: inLane('operations'), fill: (step: Step) => (step.failed ? 'var(--bad)' : 'var(--good)'), insetTop: 1, insetBottom: 1 }),
      Plot.tickX(within(detail.calls), { x: at, y: inLane('calls'), stroke: 'var(--ink-2)', strokeOpacity: 0.7 }),
      // Calls that were never made have no time: they are missing at the operation's end.
      Plot.dotX(steps.filter(callsFail), { x: (step: Step) => (step.returned ?? step.at) / 1000, y: inLane('calls'), r: 4, fill: 'var(--bad)' }),
      Plot.tickX(within(detail.console), { x: at, y: inLane('console'), stroke: ({ marked }: { marked?: true }) => (marked ? 'var(--bad)' : 'var(--ink-2)'), strokeOpacity: 0.7 }),
      Plot.tickX(within(detail.qmp), { x: at, y: inLane('QMP'), stroke: 'var(--ink-2)' }),
      Plot.tip(steps, Plot.pointerX({
        x: (step: Step) => (at(step) + end(step)) / 2, y: inLane('operations'), anchor: 'top', fill: 'var(--paper)', stroke: 'var(--line-strong)',
        title: (step: Step) => `operation ${step.index}: ${step.what}\n${step.errno ?? 'no result'}, ${count(step)} calls`,
      })),
    ],
    color: { type: 'identity' },
    r: { type: 'identity' },
  };
}

const callsFail = ({ calls }: Step): boolean => calls.some(({ fate }) => fate === 'missing' || fate === 'unexpected');
