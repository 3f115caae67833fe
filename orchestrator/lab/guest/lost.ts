/** A guest that stopped answering, with what was under way. */
import { GuestLostError } from '../errors.ts';

/** `hang`: the connection stands and no reply came in time. `connection`: the channel was cut, or what came over it is not a reply. */
export type HowLost = 'hang' | 'connection';

export class ChannelLostError extends GuestLostError {
  override name = 'ChannelLostError';
  readonly how: HowLost;
  /** The request under way, or the last one answered when none was. */
  readonly lastRequest: string;

  constructor(how: HowLost, doing: string, lastRequest: string, expected: string, seen: string, options?: ErrorOptions) {
    super({ doing, to: lastRequest, expected, seen, next: "read the guest's console: it tells a hang, a panic and a lost connection apart" }, options);
    this.how = how;
    this.lastRequest = lastRequest;
  }
}
