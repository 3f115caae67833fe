/** Lines of a byte stream. Only `\n` ends one: JSON may hold the other characters that split lines elsewhere. */
const NEWLINE = 0x0a;

export interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  /** False for a last line that no newline ends. */
  readonly whole: boolean;
}

/** A multi-byte character that is split over chunks arrives whole: bytes are joined before they are decoded. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Line, void, undefined> {
  let pieces: Uint8Array[] = [];
  let number = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      pieces.push(chunk.subarray(from, end));
      number += 1;
      yield { text: Buffer.concat(pieces).toString('utf8'), number, whole: true };
      pieces = [];
      from = end + 1;
    }
    if (from < chunk.length) pieces.push(chunk.subarray(from));
  }
  if (pieces.length > 0) yield { text: Buffer.concat(pieces).toString('utf8'), number: number + 1, whole: false };
}
