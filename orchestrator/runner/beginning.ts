/** How guests are begun. `auto`: forked, where a snapshot is there or more than one guest will be made of it. */
export const BEGINNINGS = ['auto', 'fork', 'boot'] as const;
export type Beginning = (typeof BEGINNINGS)[number];
