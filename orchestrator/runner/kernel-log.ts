/** The kernel's log of one guest on its way from the console to the evidence: lines in order, cut at the agent's markers. */

/** What the agent writes to /dev/kmsg around an operation (guest-scripts/agent). */
const endMarker = (operation: number): string => `daxlab: operation ${operation} end`;

export class KernelLog {
  #lines: string[] = [];
  #awaited: { readonly marker: string; readonly seen: () => void } | undefined;

  readonly push = (line: string): void => {
    this.#lines.push(line);
    if (this.#awaited && line.endsWith(this.#awaited.marker)) this.#awaited.seen();
  };

  /** The lines since the last call, oldest first. */
  take(): readonly string[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }

  /** Resolves once the console has shown that the operation ended: what the kernel printed during it is in the lines by then. */
  async operationEnded(operation: number): Promise<void> {
    const marker = endMarker(operation);
    if (this.#lines.some((line) => line.endsWith(marker))) return;
    await new Promise<void>((resolve) => {
      this.#awaited = { marker, seen: resolve };
    });
    this.#awaited = undefined;
  }
}
