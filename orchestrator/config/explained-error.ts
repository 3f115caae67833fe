/** An error for people: what was being done, to what, what was expected, what was seen, and what to do next. */
export interface Explanation {
  /** What was being done, as a phrase: `reading a machine description`. */
  readonly doing: string;
  /** To what: a file, a process, a guest. */
  readonly to?: string | undefined;
  readonly expected?: string | undefined;
  readonly seen?: string | undefined;
  /** What to do next. */
  readonly next?: string | undefined;
}

export class ExplainedError extends Error {
  override name = 'ExplainedError';
  readonly explanation: Explanation;

  constructor(explanation: Explanation, options?: ErrorOptions) {
    super(inWords(explanation), options);
    this.explanation = explanation;
  }
}

/** Wrong usage or configuration: exit status 64. */
export class ConfigError extends ExplainedError {
  override name = 'ConfigError';
}

function inWords({ doing, to, expected, seen, next }: Explanation): string {
  return [
    `${doing}${to === undefined ? '' : `: ${to}`}`,
    expected === undefined ? undefined : `  expected: ${expected}`,
    seen === undefined ? undefined : `  seen:     ${seen}`,
    next === undefined ? undefined : `  next:     ${next}`,
  ].filter((line) => line !== undefined).join('\n');
}
