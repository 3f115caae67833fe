import type { Generation } from '../model/semantics.ts';
import type { Beginning } from './beginning.ts';
import type { Shard } from '../config/shard.ts';

/** What one run is asked for: the command line, read but not yet resolved. */
export interface RunRequest {
  /** The command as it was typed, without the program: for run.json. */
  readonly command: readonly string[];
  /** Names, or files that end in .yaml; absent, those of the run that is resumed, or smoke. */
  readonly suites?: readonly string[] | undefined;
  /** Only these of the suites' machines. */
  readonly machines?: readonly string[] | undefined;
  /** Instead of the suites' kernels. */
  readonly kernels?: readonly string[] | undefined;
  /** Only these of the suites' policies. */
  readonly policies?: readonly string[] | undefined;
  /** Only these of the suites' scenarios. */
  readonly scenarios?: readonly string[] | undefined;
  /** A file of known issues instead of daxlab's own. */
  readonly known?: string | undefined;
  /** A folder with the modules of kernels that are given by file. */
  readonly modules?: string | undefined;
  /** The user's own QEMU. */
  readonly qemu?: string | undefined;
  /** Whether guests are forked or booted; `auto` unless given. */
  readonly begin?: Beginning | undefined;
  /** The contract that every kernel is held to, instead of what it shows. */
  readonly semantics?: Generation | undefined;
  /** Every row is run on these two, side by side. */
  readonly compare?: { readonly base: string; readonly with: string } | undefined;
  /** Guests at a time. */
  readonly jobs: number;
  /** Milliseconds after which no further row is started. */
  readonly budget?: number | undefined;
  /** Only this part of the rows. */
  readonly shard?: Shard | undefined;
  /** Folder of a record: only what has no verdict there is run, and the other rows are taken from it. */
  readonly resume?: string | undefined;
  /** The parent of `<run-id>/`. */
  readonly results: string;
  /** The address of a package mirror instead of the one the machine's own configuration has. */
  readonly mirror?: string | undefined;
  /** The cache folder instead of the user's. */
  readonly cache?: string | undefined;
  /** Ask the mirror again what there is, though the last answer is fresh. */
  readonly refresh: boolean;
}
