/**
 * Packets of the gdb remote protocol: `$payload#checksum`. The checksum is of the bytes as they are sent, escapes and run lengths included
 * (https://sourceware.org/gdb/current/onlinedocs/gdb.html/Overview.html).
 */

/** What came over the stream. A `damaged` packet is one whose checksum is another. */
export type Received =
  | { readonly kind: 'packet'; readonly payload: Buffer }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'ack' }
  | { readonly kind: 'nak' };

const code = (character: string): number => character.charCodeAt(0);
const [DOLLAR, HASH, BRACE, STAR, PERCENT, PLUS, MINUS] = [code('$'), code('#'), code('}'), code('*'), code('%'), code('+'), code('-')];
const FLIP = 0x20;
/** A run of n more is written as the character n + 29. */
const RUN_OFFSET = 29;

/** Sent in front of nothing else: asks a guest that runs to stop. */
export const INTERRUPT = Buffer.from([3]);

export function frame(payload: Buffer): Buffer {
  const escaped = Buffer.from([...payload].flatMap((byte) => ([DOLLAR, HASH, BRACE, STAR].includes(byte) ? [BRACE, byte ^ FLIP] : [byte])));
  return Buffer.concat([Buffer.from('$'), escaped, Buffer.from(`#${checksum(escaped)}`)]);
}

export const checksum = (sent: Buffer): string => (sent.reduce((sum, byte) => sum + byte, 0) % 256).toString(16).padStart(2, '0');

/** Escapes and run lengths undone. Undefined where one of them is cut. */
export function expand(sent: Buffer): Buffer | undefined {
  const bytes: number[] = [];
  for (let at = 0; at < sent.length; at++) {
    const byte = sent[at] ?? 0;
    if (byte !== BRACE && byte !== STAR) { bytes.push(byte); continue; }
    const next = sent[++at];
    if (next === undefined) return undefined;
    if (byte === BRACE) { bytes.push(next ^ FLIP); continue; }
    const last = bytes.at(-1);
    if (last === undefined || next < RUN_OFFSET) return undefined;
    bytes.push(...Array<number>(next - RUN_OFFSET).fill(last));
  }
  return Buffer.from(bytes);
}

/** Cuts a stream into what it is made of, however it is torn. What is between packets and is neither `+` nor `-` is noise. */
export class PacketReader {
  #left = Buffer.alloc(0);

  push(data: Buffer): readonly Received[] {
    this.#left = Buffer.concat([this.#left, data]);
    const received: Received[] = [];
    let at = 0;
    while (at < this.#left.length) {
      const first = this.#left[at];
      if (first !== DOLLAR && first !== PERCENT) {
        if (first === PLUS) received.push({ kind: 'ack' });
        if (first === MINUS) received.push({ kind: 'nak' });
        at++;
        continue;
      }
      const hash = this.#left.indexOf(HASH, at);
      if (hash === -1 || hash + 2 >= this.#left.length) break;
      // A notification, which begins with %, is nobody's answer.
      if (first === DOLLAR) received.push(opened(this.#left.subarray(at + 1, hash), this.#left.toString('latin1', hash + 1, hash + 3)));
      at = hash + 3;
    }
    this.#left = this.#left.subarray(at);
    return received;
  }
}

function opened(sent: Buffer, sum: string): Received {
  const payload = checksum(sent) === sum.toLowerCase() ? expand(sent) : undefined;
  return payload ? { kind: 'packet', payload } : { kind: 'damaged' };
}
