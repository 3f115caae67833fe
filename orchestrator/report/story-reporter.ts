/** A reporter that follows the story and does something with it at the end. */
import type { Reporter, RunStart } from '../archive/reporter.ts';
import type { Summary } from '../archive/summary.ts';
import { NOTHING_TOLD, tell, type RunStory } from './story.ts';

export type Ending = (summary: Summary, story: RunStory, run: RunStart) => void | Promise<void>;

export function storyReporter(ending: Ending): Reporter {
  let story = NOTHING_TOLD;
  let run: RunStart | undefined;
  return {
    start: (started) => { run = started; },
    event: (event) => { story = tell(story, event); },
    end: (summary) => (run ? ending(summary, story, run) : undefined),
  };
}
