/** Every request to a guest has a named end. The figures are far above what was measured, for hosts that are busy: a hang is what they are for. */
export interface Deadline {
  /** What is waited for, as a phrase: `the first answer of the agent`. */
  readonly awaiting: string;
  readonly milliseconds: number;
}

export interface Deadlines {
  /** The agent's first answer, and its probes; 0.2 s measured under TCG. */
  readonly agentStart: number;
  /** Modules, regions, namespaces; 0.2 to 0.4 s measured, and the guest's own waits end after 20 s each. */
  readonly prepare: number;
  /** One write; 21 s measured for the slowest known, onlining a 2-way interleaved block of 1 GiB (PLATFORM). */
  readonly operation: number;
  /** 0.02 s measured for 24 blocks. */
  readonly observe: number;
}

/** Milliseconds. */
export const DEADLINES: Deadlines = { agentStart: 30_000, prepare: 120_000, operation: 180_000, observe: 60_000 };
