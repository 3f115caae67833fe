import type { RunRequest } from '../request.ts';

/** What is explored, and for how long: the command line, read but not yet resolved. */
export interface ExploreRequest extends Pick<RunRequest, 'command' | 'known' | 'modules' | 'qemu' | 'begin' | 'jobs' | 'results' | 'mirror' | 'cache' | 'refresh'> {
  readonly machines: readonly string[];
  readonly kernels: readonly string[];
  readonly policies: readonly string[];
  readonly seed: number;
  /** Operations of a sequence before it is wound up. */
  readonly length: number;
  /** Processes that write at once. */
  readonly writers?: number | undefined;
  /** Whether functions of the kernel are made to fail. */
  readonly faults?: boolean | undefined;
  /** Milliseconds after which no further sequence is started. */
  readonly time?: number | undefined;
  /** Checked operations after which none is. */
  readonly operations?: number | undefined;
}
