/** A plot of Observable Plot that is drawn again when its options or its width change. */
import * as Plot from '@observablehq/plot';
import { useEffect, useRef, useState } from 'preact/hooks';

interface Properties {
  readonly label: string;
  /** Kept by the caller as long as nothing in it changes. */
  readonly options: Plot.PlotOptions;
  /** The datum under the pointer when it was clicked. */
  readonly onPick?: (datum: unknown) => void;
}

export function PlotFigure({ label, options, onPick }: Properties) {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => { setWidth(Math.floor(entry?.contentRect.width ?? 0)); });
    if (place.current) observer.observe(place.current);
    return () => { observer.disconnect(); };
  }, []);
  useEffect(() => {
    if (width === 0 || !place.current) return;
    const plot = Plot.plot({ ...options, width, style: { background: 'none', fontFamily: 'inherit', fontSize: '11px' } });
    if (onPick) plot.addEventListener('click', () => { if (plot.value !== null) onPick(plot.value); });
    // One picture with one name: what its marks are called tells a listener nothing, and has no place on elements without a role.
    const svg = plot.matches('svg') ? plot : plot.querySelector(':scope > svg');
    svg?.setAttribute('role', 'img');
    svg?.setAttribute('aria-label', label);
    for (const mark of svg?.querySelectorAll('[aria-label]') ?? []) mark.removeAttribute('aria-label');
    place.current.replaceChildren(plot);
  }, [width, options, label, onPick]);
  return <div class="plot" ref={place} />;
}
