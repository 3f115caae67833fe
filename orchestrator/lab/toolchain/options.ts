/** What everything that may have to fetch something is given. */
import type { Progress } from '../progress.ts';
import type { Cache } from './cache.ts';

export interface ToolchainOptions {
  readonly cache: Cache;
  /** Base address of a Debian mirror, instead of $DAXLAB_MIRROR and this machine's own apt configuration. */
  readonly mirror?: string | undefined;
  /** The same for the security archive, instead of $DAXLAB_SECURITY_MIRROR. `none`: do without it. */
  readonly securityMirror?: string | undefined;
  /** Fetch the package lists again even if they are young. Once per process. */
  readonly refresh?: boolean | undefined;
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A package that was really used, for the record. `sha256` is that of the .deb, as the signed index has it. */
export interface UsedPackage {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
}
