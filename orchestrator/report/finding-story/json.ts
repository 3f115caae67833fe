/** The story of a finding for programs. */
import type { FindingStory } from './read.ts';

export const FINDING_STORY_SCHEMA = 1;

/** Times are milliseconds from the start of the attempt. */
export function findingJson({ others, ...story }: FindingStory): string {
  return `${JSON.stringify({ schema: FINDING_STORY_SCHEMA, ...story, others: others.map(({ item, row }) => ({ item, row })) }, undefined, 2)}\n`;
}
