/** What the other rooms use of lab/fork. */
export { loginRequest } from './console-words.ts';
export { notForkable, savedAt, type SavedAt } from './forkable.ts';
export { existingSnapshot, takeSnapshot, type Snapshot, type SnapshotParts } from './snapshot.ts';
