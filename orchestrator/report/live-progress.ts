/** Progress on a terminal: a line per guest that is redrawn, and above them one line that stays for every row that is done. */
import { createLogUpdate } from 'log-update';
import { monotonicMilliseconds, type Clock } from '../archive/clock.ts';
import type { Reporter } from '../archive/reporter.ts';
import { judgedText, liveLines } from './activity-text.ts';
import { follow, IDLE } from './activity.ts';
import type { Paint } from './paint.ts';

const REDRAW = 200;

export interface Terminal extends NodeJS.WritableStream {
  readonly columns?: number | undefined;
}

export function liveProgress(terminal: Terminal, paint: Paint, clock: Clock = monotonicMilliseconds): Reporter {
  const view = createLogUpdate(terminal, { showCursor: true });
  let activities = IDLE;
  let timer: NodeJS.Timeout | undefined;
  const draw = (): void => { view(liveLines(activities, clock(), terminal.columns ?? 80, paint).join('\n')); };
  return {
    start: ({ runId, suite, items }) => {
      view.persist(`run ${runId}: ${suite}${items.length > 0 ? `, ${items.length} ${items.length === 1 ? 'row' : 'rows'}` : ''}`);
      draw();
      timer = setInterval(draw, REDRAW).unref();
    },
    event: (event) => {
      const started = activities.current.get(event.item)?.started ?? event.t;
      activities = follow(activities, event);
      if (event.type === 'item-judged' && event.from === undefined) view.persist(judgedText(event.item, event.row, event.t - started, paint));
    },
    end: () => {
      clearInterval(timer);
      view.clear();
      view.done();
    },
  };
}
