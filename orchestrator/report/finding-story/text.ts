/** The story of a finding for the terminal: what was done, what should have come of it, what came. No line is wider than 100 columns but for the kernel's own. */
import { formatDuration } from '../duration.ts';
import { rowTitle } from '../story.ts';
import type { Step } from '../page-data/row-shape.ts';
import type { Paint } from '../paint.ts';
import { printable } from '../printable.ts';
import { differencesText } from './differences-text.ts';
import { memoryText } from './memory-text.ts';
import { operationsText } from './operations-text.ts';
import { outcomeText } from './outcome-text.ts';
import type { FindingStory } from './read.ts';
import { statusText } from './status.ts';
import { wrapped } from './wrapped.ts';

/** Where things are, as a person at this prompt would name them. */
export interface FindingPlaces {
  /** The bundle; absent where the record has none. */
  readonly bundle?: string | undefined;
  /** What follows `npx daxlab repro`. */
  readonly argument: string;
}

/** More of the log than this is read in the console's file. */
const MOST_LOG_LINES = 60;
const MOST_QMP_LINES = 20;

export function findingText(story: FindingStory, places: FindingPlaces, paint: Paint): string {
  const { finding, detail } = story;
  const step = detail?.steps.find(({ index }) => index === finding.operation);
  const parts = [
    head(story, paint),
    ...(detail && detail.steps.length > 0 ? [operationsText(detail.steps, finding.operation, paint)] : []),
    ...(step ? [outcomeText(step, finding, paint)] : []),
    // The step's table has what differs in state; a law, a call or an errno has its own.
    ...(finding.differences.length > 0 && (!step || finding.kind !== 'state') ? [differencesText(finding, paint)] : []),
    ...log(story, step, paint),
    ...controlChannel(story, step, paint),
    ...(detail?.memory && step ? [memoryText(detail.memory, step, paint)] : []),
    foot(story, places),
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function head({ finding, known, row, runId, qemu, accelerator, others, status, from, detail }: FindingStory, paint: Paint): string[] {
  const attempts = row.attempts > 1 ? `, attempt ${detail?.attempt ?? row.attempts} of ${row.attempts}` : '';
  const facts: (readonly [string, string | undefined])[] = [
    ['finding', `${finding.fingerprint}${known ? ', known' : ''}, in run ${runId}`],
    ['status', status && statusText(status)],
    ['row', `${row.name}: ${row.verdict}${attempts}${row.reason === undefined ? '' : `: ${row.reason}`}`],
    ['machine', `${row.machine}${row.policy === 'default' ? '' : `, policy ${row.policy}`}`],
    ['kernel', row.kernelRelease === '' ? row.kernel : `${row.kernel} (${row.kernelRelease})`],
    ['qemu', [qemu, accelerator].filter((part) => part !== undefined).join('; ') || undefined],
    ['also in', others.length === 0 ? undefined : others.map(({ row: other }) => rowTitle(other)).join('; ')],
    ['judged', from === undefined ? undefined : `by run ${from}${detail ? '' : ', whose record does not lie beside this one: it has the evidence'}`],
  ];
  return [
    ...wrapped(printable(`${finding.kind}: ${finding.title}`), '').map((line) => paint('bold', line)),
    '',
    ...facts.flatMap(([name, text]) => (text === undefined ? [] : wrapped(printable(text), name.padEnd(10)))),
  ];
}

/** What is as late as the operation, and before the next. */
function within<Timed extends { readonly at: number }>(all: readonly Timed[] | undefined, step: Step | undefined, steps: readonly Step[] = []): readonly Timed[] {
  if (!step) return [];
  const to = steps.find(({ at }) => at > step.at)?.at ?? Infinity;
  return (all ?? []).filter(({ at }) => at >= step.at && at < to);
}

/** What was asked of QEMU during the operation, and what it said: a DIMM, or the questions to a guest that hangs. */
function controlChannel({ detail }: FindingStory, step: Step | undefined, paint: Paint): string[][] {
  const lines = within(detail?.qmp, step, detail?.steps);
  if (lines.length === 0) return [];
  const shown = lines.slice(0, MOST_QMP_LINES).flatMap(({ at, sent, text }) => wrapped(printable(`${sent ? '->' : '<-'} ${text}`), `  +${formatDuration(at)}`.padEnd(10)));
  return [[paint('bold', 'control channel (QMP) during it'), ...shown, ...(lines.length > MOST_QMP_LINES ? [`  ... and ${lines.length - MOST_QMP_LINES} more in machines/`] : [])]];
}

function log({ finding, detail }: FindingStory, step: Step | undefined, paint: Paint): string[][] {
  const during = within(detail?.console, step, detail?.steps);
  const own = new Set(finding.log);
  const lines = during.length > 0 ? during.map(({ text }) => text) : finding.log;
  if (lines.length === 0) return [];
  const shown = lines.slice(0, MOST_LOG_LINES).map((line) => (own.has(line) ? paint('yellow', `  | ${printable(line)}`) : `  | ${printable(line)}`));
  const more = lines.length > MOST_LOG_LINES ? [`  ... and ${lines.length - MOST_LOG_LINES} more lines in machines/`] : [];
  return [[paint('bold', during.length > 0 ? 'kernel log during it' : 'kernel log'), ...shown, ...more]];
}

function foot({ known, finding }: FindingStory, { bundle, argument }: FindingPlaces): string[] {
  return [
    ...(bundle === undefined ? [] : wrapped(bundle, 'bundle'.padEnd(11))),
    `reproduce  npx daxlab repro ${argument}`,
    ...(known ? [] : [`known?     its fingerprint for qemu-configs/known-issues.yaml is ${finding.fingerprint}`]),
  ];
}
