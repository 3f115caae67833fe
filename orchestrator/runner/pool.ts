import type { Leave } from './room.ts';

/**
 * Hands work items to workers. An item shares nothing with another, so an engine that spreads them over machines can take this
 * one's place.
 */
export interface Pool<Item> {
  /**
   * Calls `work` once for every item, which are asked for one by one, and resolves when all are done; rejects with the first rejection,
   * after those under way ended. Within its work an item may ask for the machine to be its own for a while.
   */
  run<One extends Item>(items: Iterable<One>, work: (item: One, alone: Alone) => Promise<void>): Promise<void>;
}

/** Does what it is given once no other item's work is under way, and lets none begin or go on before that is done. */
export type Alone = <Value>(work: () => Promise<Value>) => Promise<Value>;

/**
 * At most `jobs` items at a time, in their order, in this process.
 * @param enter resolves when there is room for the item, with what gives the room back
 */
export function localPool<Item>(jobs: number, enter: (item: Item) => Promise<Leave> = () => Promise.resolve(() => undefined)): Pool<Item> {
  return {
    async run(items, work) {
      const machine = new Machine();
      const left = items[Symbol.iterator]();
      let failed = false;
      const worker = async (): Promise<void> => {
        for (let next = left.next(); !next.done && !failed; next = left.next()) {
          const item = next.value;
          const leave = await enter(item);
          try {
            await machine.shared(() => work(item, (quiet) => machine.alone(quiet)));
          } catch (error) {
            failed = true;
            throw error;
          } finally {
            leave();
          }
        }
      };
      const results = await Promise.allSettled(Array.from({ length: jobs }, worker));
      const rejected = results.find((result) => result.status === 'rejected');
      if (rejected) throw rejected.reason;
    },
  };
}

/** Who waits gets the machine in the order of asking, so that one who wants it alone is not overtaken for ever. */
class Machine {
  #sharing = 0;
  #taken = false;
  readonly #waiting: { readonly alone: boolean; readonly go: () => void }[] = [];

  async shared<Value>(work: () => Promise<Value>): Promise<Value> {
    await this.#enter(false);
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  /** Within shared work. */
  async alone<Value>(work: () => Promise<Value>): Promise<Value> {
    this.#leave();
    await this.#enter(true);
    try {
      return await work();
    } finally {
      this.#leave();
      await this.#enter(false);
    }
  }

  #enter(alone: boolean): Promise<void> {
    return new Promise((go) => {
      this.#waiting.push({ alone, go });
      this.#admit();
    });
  }

  #leave(): void {
    if (this.#taken) this.#taken = false;
    else this.#sharing--;
    this.#admit();
  }

  #admit(): void {
    for (let [next] = this.#waiting; next && !this.#taken && !(next.alone && this.#sharing > 0); [next] = this.#waiting) {
      this.#waiting.shift();
      if (next.alone) this.#taken = true;
      else this.#sharing++;
      next.go();
    }
  }
}
