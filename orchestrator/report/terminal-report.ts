/** The result at the end of a run, and summary.json in its place where a program reads. */
import { jsonText } from '../archive/json-file.ts';
import type { Reporter } from '../archive/reporter.ts';
import { summarySchema } from '../archive/summary.ts';
import type { Paint } from './paint.ts';
import { storyReporter } from './story-reporter.ts';
import { terminalSummary } from './terminal-summary.ts';

/** Takes text for standard output. */
export type Write = (text: string) => void;

/** `nameOf` says how a person at this prompt would name the record's folder. */
export function terminalReport(write: Write, paint: Paint, nameOf: (folder: string) => string): Reporter {
  return storyReporter((summary, story, { folder }) => { write(terminalSummary({ story, summary, folder: nameOf(folder) }, paint)); });
}

/** Exactly summary.json. */
export function jsonReport(write: Write): Reporter {
  return storyReporter((summary) => { write(jsonText(summarySchema, summary)); });
}
