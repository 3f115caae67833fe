/** The cache folder, as the rest of the lab sees it. */
export { cacheLocation, type Cache } from './cache/location.ts';
export { openCache } from './cache/open.ts';
export { ENTRY_KINDS, entry, entryKeys, existingEntry, type EntryKind, type Fill } from './cache/entry.ts';
export { cachedEntries, prune, removeEntry, type CachedEntry, type Pruned } from './cache/prune.ts';
export { diskUsage } from './cache/disk-usage.ts';
export { makeTemporary, removeTemporary } from './cache/temporary.ts';
export { FullDiskError, fullDisk } from './cache/full-disk.ts';
