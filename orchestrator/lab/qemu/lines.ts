/** Cuts a stream of text into lines; what follows the last newline waits for its end. */
export class Lines {
  #rest = '';

  /** The lines that `text` completes, without their `\n` or `\r\n`. */
  push(text: string): string[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.map((line) => line.replace(/\r$/, ''));
  }

  /** What is left at the end of the stream, if anything. */
  end(): string[] {
    const rest = this.#rest;
    this.#rest = '';
    return rest === '' ? [] : [rest];
  }
}
