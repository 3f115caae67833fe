/** One try to log in to a guest, and what makes another try pointless. */
import { createHash } from 'node:crypto';
import { AbortError } from 'p-retry';
import ssh2, { type Algorithms, type Client } from 'ssh2';
import { InfrastructureError } from '../errors.ts';
import { openSocket, type Endpoint } from './socket.ts';

export interface Address extends Endpoint {
  /** OpenSSH private key of root's one authorized key. */
  readonly privateKey: string;
  /** The only host key that is taken, as it goes over the wire. */
  readonly hostPublicKey: Buffer;
}

/** The first of each that dropbear and ssh2 both have without native code: what is offered need not be looked through on a slow guest. */
const ALGORITHMS: Algorithms = { kex: ['curve25519-sha256'], serverHostKey: ['ssh-ed25519'], cipher: ['chacha20-poly1305@openssh.com'] };

/**
 * @param attempt from 1
 * @throws Error when another try may help; AbortError around an InfrastructureError when none will
 */
export async function attemptLogin(address: Address, attempt: number, milliseconds: number, signal: AbortSignal | undefined): Promise<Client> {
  const sock = await openSocket(address, attempt, signal);
  const client = new ssh2.Client();
  return new Promise<Client>((resolve, reject) => {
    const fail = (error: Error): void => {
      signal?.removeEventListener('abort', abort);
      client.destroy();
      reject(error);
    };
    const abort = (): void => { fail(new Error('aborted')); };
    signal?.addEventListener('abort', abort, { once: true });
    let otherKey: Buffer | undefined;
    client
      .on('ready', () => {
        signal?.removeEventListener('abort', abort);
        resolve(client);
      })
      .on('error', (error) => {
        const refused = refusal(address, error, otherKey);
        fail(refused ? new AbortError(refused) : error);
      })
      .on('close', () => { fail(new Error('the connection was closed during the login')); })
      .connect({
        sock,
        username: 'root',
        privateKey: address.privateKey,
        // By key at once: asking what the guest takes is one more round through a slow sshd.
        authHandler: ['publickey'],
        readyTimeout: milliseconds,
        algorithms: ALGORITHMS,
        hostVerifier: (key: Buffer) => {
          if (!key.equals(address.hostPublicKey)) otherKey = key;
          return otherKey === undefined;
        },
      });
  });
}

/** What trying again will not change. */
function refusal({ host, port, hostPublicKey }: Address, error: Error & { level?: string }, otherKey: Buffer | undefined): InfrastructureError | undefined {
  const doing = 'logging in to the guest';
  const to = `${host}:${port}`;
  if (otherKey) {
    const next = 'something else than the guest listens there: look for another program on this port';
    return new InfrastructureError({ doing, to, expected: `the run's own host key ${fingerprint(hostPublicKey)}`, seen: `host key ${fingerprint(otherKey)}`, next });
  }
  if (error.level !== 'client-authentication') return undefined;
  return new InfrastructureError({ doing, to, expected: "the run's own key to be accepted", seen: error.message, next: 'check the per-run part of the image' }, { cause: error });
}

function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}
