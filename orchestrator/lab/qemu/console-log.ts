/**
 * Follows the console's file while QEMU writes it, line by line, from its first byte. QEMU writes to the file itself (see
 * command-line/console.ts), so the file is whole whatever becomes of daxlab.
 */
import { closeSync, openSync, readSync, watch, type FSWatcher } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { InfrastructureError } from '../errors.ts';
import { Lines } from './lines.ts';

/** Lines kept for error messages: a panic with its backtrace takes some 40. */
const KEPT_LINES = 60;

export class ConsoleLog {
  readonly path: string;
  readonly #file: number;
  readonly #watcher: FSWatcher;
  readonly #decoder = new StringDecoder('utf8');
  readonly #lines = new Lines();
  readonly #listeners = new Set<(line: string) => void>();
  readonly #buffer = Buffer.alloc(64 * 1024);
  #last: readonly string[] = [];
  #ended = false;
  #reading = false;

  /**
   * `path` exists.
   * @throws InfrastructureError when it cannot be watched
   */
  constructor(path: string) {
    this.path = path;
    this.#file = openSync(path, 'r');
    try {
      this.#watcher = watch(path, () => { this.#read(); });
    } catch (error) {
      closeSync(this.#file);
      throw new InfrastructureError({
        doing: 'watching the console', to: path, seen: String(error),
        next: 'raise the host\'s fs.inotify.max_user_instances and max_user_watches',
      }, { cause: error });
    }
  }

  /** Calls `listener` with every line from now on, without its line end; the returned function ends that. */
  onLine(listener: (line: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The newest lines, oldest first, up to this moment: the notice that the file has grown may still be on its way. */
  get last(): readonly string[] {
    this.#read();
    return this.#last;
  }

  /** Reads what is left, an unfinished last line included, and stops watching. For the time when QEMU has ended. */
  end(): void {
    if (this.#ended) return;
    this.#read();
    this.#ended = true;
    this.#emit(this.#lines.end());
    this.#watcher.close();
    closeSync(this.#file);
  }

  /** Synchronous: the bytes are in the page cache, and lines are told in their order without any state of a read under way. */
  #read(): void {
    // A listener that asks for the last lines must not be told those behind its own before the others.
    if (this.#ended || this.#reading) return;
    this.#reading = true;
    try {
      for (let count = -1; count !== 0;) {
        count = readSync(this.#file, this.#buffer);
        this.#emit(this.#lines.push(this.#decoder.write(this.#buffer.subarray(0, count))));
      }
    } finally {
      this.#reading = false;
    }
  }

  #emit(lines: readonly string[]): void {
    if (lines.length === 0) return;
    this.#last = [...this.#last, ...lines].slice(-KEPT_LINES);
    for (const line of lines) for (const listener of this.#listeners) listener(line);
  }
}
