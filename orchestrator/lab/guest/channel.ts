/**
 * Requests and replies as framed JSON lines, in order, over one byte stream. The other end is guest-scripts/agent.
 *
 * Once anything is wrong (a deadline passed, the stream ended, a line that is not the awaited reply) the channel is lost for good:
 * what came later could not be told from a late answer.
 */
import type { Duplex } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { Deadline } from './deadline.ts';
import { ChannelLostError, type HowLost } from './lost.ts';

/** Any JSON object; `what` is how it is called in errors. */
export interface Request {
  readonly what: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A reply with the id it was awaited with; its other keys are for whoever sent the request to check. */
export type Reply = Readonly<Record<string, unknown>>;

interface Pending {
  readonly id: number;
  readonly what: string;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: ChannelLostError) => void;
}

/** A 2 TiB device of 128 MiB blocks makes a reply of 1 MiB; a line beyond this is not a reply. */
const LONGEST_LINE = 64 * 1024 * 1024;

export class Channel {
  readonly #stream: Duplex;
  readonly #decoder = new StringDecoder('utf8');
  readonly #pending: Pending[] = [];
  #partial: string[] = [];
  #partialLength = 0;
  #nextId = 1;
  #lastRequest = 'no request yet';
  #lost: ChannelLostError | undefined;

  constructor(stream: Duplex) {
    this.#stream = stream;
    stream.on('data', (data: Buffer) => { this.#receive(this.#decoder.write(data)); });
    stream.on('error', (error) => { this.#lose('connection', 'no error on the channel', error.message); });
    stream.on('close', () => { this.#lose('connection', 'the channel to stay open', 'it was closed'); });
  }

  /** Says why the stream is about to end, before it does: the agent's exit, the connection's error. */
  lose(seen: string): void {
    this.#lose('connection', 'the channel to stay open', seen);
  }

  /** @throws ChannelLostError */
  async request(request: Request, deadline: Deadline): Promise<Reply> {
    if (this.#lost) throw this.#again(this.#lost, request.what);
    const id = this.#nextId++;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Reply>((resolve, reject) => {
        timer = setTimeout(() => {
          this.#lose('hang', `${deadline.awaiting} within ${deadline.milliseconds / 1000} s`, 'nothing, and the connection stands');
        }, deadline.milliseconds);
        this.#pending.push({ id, what: request.what, resolve, reject });
        this.#stream.write(`${JSON.stringify({ id, ...request.body })}\n`);
      });
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    this.#lose('connection', 'the channel to stay open', 'daxlab closed it');
    this.#stream.destroy();
  }

  #receive(text: string): void {
    const lines = text.split('\n');
    this.#partial.push(lines[0] ?? '');
    this.#partialLength += lines[0]?.length ?? 0;
    for (const next of lines.slice(1)) {
      this.#receiveLine(this.#partial.join(''));
      this.#partial = [next];
      this.#partialLength = next.length;
    }
    if (this.#partialLength > LONGEST_LINE) this.#lose('connection', 'a reply', `a line of more than ${LONGEST_LINE} characters`);
  }

  #receiveLine(line: string): void {
    if (this.#lost) return;
    const awaited = this.#pending[0];
    const reply = parseReply(line);
    if (!awaited || reply?.['id'] !== awaited.id) {
      const expected = awaited ? `a JSON object with id ${awaited.id}` : 'nothing, as no request was under way';
      this.#lose('connection', expected, line.length > 200 ? `${line.slice(0, 200)}…` : line);
      return;
    }
    this.#pending.shift();
    this.#lastRequest = awaited.what;
    awaited.resolve(reply);
  }

  #lose(how: HowLost, expected: string, seen: string): void {
    if (this.#lost) return;
    const last = this.#pending[0]?.what ?? this.#lastRequest;
    this.#lost = new ChannelLostError(how, this.#pending.length > 0 ? 'waiting for the guest to answer' : 'keeping the channel to the guest', last, expected, seen);
    for (const { reject } of this.#pending.splice(0)) reject(this.#lost);
  }

  #again(lost: ChannelLostError, what: string): ChannelLostError {
    const { expected = '', seen = '' } = lost.explanation;
    return new ChannelLostError(lost.how, `sending a request over a channel that was lost (${what})`, lost.lastRequest, expected, seen, { cause: lost });
  }
}

function parseReply(line: string): Reply | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Reply) : undefined;
  } catch {
    return undefined;
  }
}
