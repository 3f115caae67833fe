/** What one run is asked for: the command line, read but not yet resolved. */
export interface RunRequest {
  /** The command as it was typed, without the program: for run.json. */
  readonly command: readonly string[];
  /** Names, or files that end in .yaml. */
  readonly suites: readonly string[];
  /** Only these of the suites' machines. */
  readonly machines?: readonly string[] | undefined;
  /** Instead of the suites' kernels. */
  readonly kernels?: readonly string[] | undefined;
  /** Only these of the suites' policies. */
  readonly policies?: readonly string[] | undefined;
  /** A folder with the modules of kernels that are given by file. */
  readonly modules?: string | undefined;
  /** The user's own QEMU. */
  readonly qemu?: string | undefined;
  /** Guests at a time. */
  readonly jobs: number;
  /** The parent of `<run-id>/`. */
  readonly results: string;
  /** The address of a package mirror instead of the one the machine's own configuration has. */
  readonly mirror?: string | undefined;
  /** The cache folder instead of the user's. */
  readonly cache?: string | undefined;
  /** Ask the mirror again what there is, though the last answer is fresh. */
  readonly refresh: boolean;
}
