/**
 * Requests and answers over a connected stream, one at a time. Acknowledged until the stub agrees to leave that out: a unix socket loses
 * nothing, and each acknowledgement is a turn of QEMU's main loop.
 */
import type { Duplex } from 'node:stream';
import { InfrastructureError } from '../../errors.ts';
import { deferred, type Deferred } from '../deferred.ts';
import { within, type Deadline } from '../deadline.ts';
import { frame, INTERRUPT, PacketReader, type Received } from './packet.ts';

/** QEMU answers while its main loop runs; a host that is busy takes a while. */
const ANSWER_MILLISECONDS = 30_000;
/** A packet that the stub calls damaged is sent again, so often. */
const MOST_TRIES = 3;

export class GdbChannel {
  readonly #stream: Duplex;
  readonly #reader = new PacketReader();
  #pending: { readonly request: string; readonly sent: Buffer; readonly answer: Deferred<string>; tries: number } | undefined;
  #ended: InfrastructureError | undefined;
  #acknowledged = true;

  constructor(stream: Duplex) {
    this.#stream = stream;
    stream.on('data', (data: Buffer) => { for (const received of this.#reader.push(data)) this.#take(received); });
    stream.on('error', (error) => { this.#end(channelError('an open connection', error.message)); });
    stream.on('close', () => { this.#end(channelError('an open connection', "QEMU's gdb stub closed it")); });
  }

  /** @throws InfrastructureError when the stream closes or the answer does not come in time */
  ask(request: string, awaiting = `the gdb stub to answer ${request}`): Promise<string> {
    return this.#answer(this.#send(request), { awaiting, milliseconds: ANSWER_MILLISECONDS });
  }

  /** An answer that comes when it comes: when the guest stops. */
  await(request: string): Promise<string> {
    return this.#send(request);
  }

  /** Asks a guest that runs to stop: what was awaited is answered then. */
  interrupt(): void {
    if (!this.#ended) this.#stream.write(INTERRUPT);
  }

  /** From now on neither side acknowledges: to be called once the stub has said so. */
  withoutAcknowledgements(): void {
    this.#acknowledged = false;
  }

  close(): void {
    this.#end(channelError('an open connection', 'daxlab closed it'));
    this.#stream.destroy();
  }

  #send(request: string): Promise<string> {
    if (this.#ended) return Promise.reject(this.#ended);
    if (this.#pending) throw new Error(`a request (${request}) before the answer to the last (${this.#pending.request})`);
    const sent = frame(Buffer.from(request, 'latin1'));
    const answer = deferred<string>();
    this.#pending = { request, sent, answer, tries: 1 };
    this.#stream.write(sent);
    return answer.promise;
  }

  async #answer(answer: Promise<string>, deadline: Deadline): Promise<string> {
    try {
      return await within(answer, deadline);
    } catch (error) {
      // What comes later could not be told from the answer to something else.
      this.close();
      throw error;
    }
  }

  #take(received: Received): void {
    const { kind } = received;
    if (kind === 'ack') return;
    if (kind === 'nak') { this.#again(); return; }
    if (kind === 'damaged') {
      if (this.#acknowledged) this.#stream.write('-');
      else this.#end(channelError('a packet', 'one whose checksum is wrong'));
      return;
    }
    if (this.#acknowledged) this.#stream.write('+');
    const pending = this.#pending;
    this.#pending = undefined;
    // The stub says only what it is asked for.
    if (pending) pending.answer.resolve(received.payload.toString('latin1'));
    else this.#end(channelError('nothing, as nothing was asked', JSON.stringify(received.payload.toString('latin1').slice(0, 200))));
  }

  #again(): void {
    const pending = this.#pending;
    if (!pending) return;
    if (pending.tries++ < MOST_TRIES) this.#stream.write(pending.sent);
    else this.#end(channelError(`${pending.request} to arrive undamaged`, `${MOST_TRIES} times not`));
  }

  #end(why: InfrastructureError): void {
    this.#ended ??= why;
    const pending = this.#pending;
    this.#pending = undefined;
    pending?.answer.reject(this.#ended);
  }
}

const channelError = (expected: string, seen: string): InfrastructureError =>
  new InfrastructureError({ doing: "talking to QEMU's gdb stub", expected, seen, next: "see QEMU's own log in the record" });
