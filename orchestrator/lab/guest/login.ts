/** One SSH connection to a guest: logging in, retried until it answers. */
import pRetry from 'p-retry';
import type { Client } from 'ssh2';
import { BootError, InfrastructureError } from '../errors.ts';
import type { Deadline } from './deadline.ts';
import { attemptLogin, type Address } from './login-attempt.ts';

const PAUSE_MS = 50;

export interface LoginOptions {
  readonly deadline: Deadline;
  readonly signal?: AbortSignal | undefined;
  readonly listening?: Promise<unknown> | undefined;
}

/**
 * @throws BootError when nobody answered before the deadline; InfrastructureError for another host key or a refused login
 * @throws the signal's reason
 */
export async function login(address: Address, { deadline, signal, listening }: LoginOptions): Promise<Client> {
  signal?.throwIfAborted();
  const end = performance.now() + deadline.milliseconds;
  const left = (): number => Math.max(1, end - performance.now());
  let last: Error | undefined;
  try {
    await settled(listening, left(), signal);
    return await pRetry((attempt) => attemptLogin(address, attempt, left(), signal), {
      retries: Number.POSITIVE_INFINITY,
      minTimeout: PAUSE_MS,
      factor: 1,
      ...(signal && { signal }),
      onFailedAttempt: ({ error }) => { last = error; },
      shouldRetry: () => performance.now() < end,
    });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof InfrastructureError) throw error;
    throw new BootError(
      {
        doing: 'connecting to the guest over SSH',
        to: `${address.host}:${address.port}`,
        expected: `${deadline.awaiting} within ${deadline.milliseconds / 1000} s`,
        seen: last?.message ?? (error instanceof Error ? error.message : String(error)),
        next: "read the guest's console: `daxlab: ready` tells that its SSH server listens",
      },
      { cause: error },
    );
  }
}

async function settled(event: Promise<unknown> | undefined, milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  if (event === undefined) return;
  let stop = (): void => undefined;
  const over = new Promise<never>((_resolve, reject) => {
    const give = (): void => { reject(new Error('the guest did not say `daxlab: ready`')); };
    const timer = setTimeout(give, milliseconds);
    signal?.addEventListener('abort', give, { once: true });
    stop = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', give);
    };
  });
  await Promise.race([event, over]).finally(() => { stop(); });
}
