/** Where the cache folder is. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export interface Cache {
  /** Absolute path. */
  readonly root: string;
}

/** `directory`, else $DAXLAB_CACHE, else $XDG_CACHE_HOME/daxlab, else ~/.cache/daxlab. An empty variable counts as not set. */
export function cacheLocation(directory?: string, environment: NodeJS.ProcessEnv = process.env): string {
  const { DAXLAB_CACHE: own, XDG_CACHE_HOME: xdg } = environment;
  const asked = directory ?? (own === '' ? undefined : own);
  if (asked !== undefined) return resolve(asked);
  // The XDG specification has relative paths ignored.
  return join(xdg?.startsWith('/') === true ? xdg : join(environment['HOME'] ?? homedir(), '.cache'), 'daxlab');
}
