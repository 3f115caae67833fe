/** From an SSH port to a guest that answers requests. */
import { z } from 'zod';
import { agentChannel } from './agent-channel.ts';
import { DEADLINES, type Deadline, type Deadlines } from './deadline.ts';
import { Guest } from './guest.ts';
import type { Address } from './login-attempt.ts';
import { ChannelLostError } from './lost.ts';
import { login } from './login.ts';

export interface ConnectOptions extends Address {
  /**
   * Settles when the guest's console has said `daxlab: ready`, which is when its SSH server listens. Nothing is tried before, so that the
   * first try is answered; without it a login is tried every half second (socket.ts).
   */
  readonly listening?: Promise<unknown> | undefined;
  /** For the login, `listening` included; what is asked afterwards has the deadlines of `deadlines`. */
  readonly deadline: Deadline;
  /** Stops trying at once: QEMU died, or daxlab was interrupted. */
  readonly signal?: AbortSignal | undefined;
  /** In place of DEADLINES. */
  readonly deadlines?: Partial<Deadlines> | undefined;
}

/** What this host understands of guest-scripts/agent. */
const PROTOCOL = 1;
const helloSchema = z.strictObject({ id: z.int(), protocol: z.literal(PROTOCOL), release: z.string().min(1) });

/**
 * @throws BootError when no guest answered before the deadline; InfrastructureError for a wrong host key or a refused login
 * @throws ChannelLostError when it answered and its agent did not; the signal's reason when that fired
 */
export async function connect(options: ConnectOptions): Promise<Guest> {
  const deadlines = { ...DEADLINES, ...options.deadlines };
  const client = await login(options, options);
  const { signal } = options;
  const abort = (): void => { client.destroy(); };
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const channel = await agentChannel(client);
    const hello = await channel.request({ what: 'hello', body: { op: 'hello' } }, { awaiting: 'the first answer of the agent', milliseconds: deadlines.agentStart });
    const checked = helloSchema.safeParse(hello);
    if (!checked.success) throw new ChannelLostError('connection', 'greeting the agent', 'hello', `protocol ${PROTOCOL}`, JSON.stringify(hello));
    return new Guest(client, channel, checked.data.release, deadlines);
  } catch (error) {
    client.destroy();
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}
