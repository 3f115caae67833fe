/**
 * Hands work items to workers. An item shares nothing with another, so an engine that spreads them over machines can take this
 * one's place.
 */
export interface Pool {
  /** Calls `work` once for every item and resolves when all are done; rejects with the first rejection, after those under way ended. */
  run<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void>;
}

/** At most `jobs` items at a time, in their order, in this process. */
export function localPool(jobs: number): Pool {
  return {
    async run(items, work) {
      const left = items.values();
      let failed = false;
      const worker = async (): Promise<void> => {
        for (const item of left) {
          if (failed) return;
          try {
            await work(item);
          } catch (error) {
            failed = true;
            throw error;
          }
        }
      };
      const results = await Promise.allSettled(Array.from({ length: Math.min(jobs, items.length) }, worker));
      const rejected = results.find((result) => result.status === 'rejected');
      if (rejected) throw rejected.reason;
    },
  };
}
