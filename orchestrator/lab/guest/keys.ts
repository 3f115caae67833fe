/** Keys that live for one run: the guest knows daxlab by one of them, daxlab the guest by the other. */
import { generateKeyPairSync } from 'node:crypto';
import ssh2 from 'ssh2';

export interface RunKeys {
  /** OpenSSH private key that logs in. */
  readonly privateKey: string;
  /** Its line for the guest's authorized_keys. */
  readonly authorizedKey: string;
  /** The guest's host key, public part, as it goes over the wire (RFC 8709). Pinned by `connect`. */
  readonly hostPublicKey: Buffer;
  /** The guest's host key as dropbear's -r wants it. */
  readonly hostKey: Buffer;
}

export function makeRunKeys(): RunKeys {
  const client = ssh2.utils.generateKeyPairSync('ed25519', { comment: 'daxlab' });
  const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const [publicPart, privatePart] = [Buffer.from(x, 'base64url'), Buffer.from(d, 'base64url')];
  const name = wireString('ssh-ed25519');
  return {
    privateKey: client.private,
    authorizedKey: client.public,
    hostPublicKey: Buffer.concat([name, wireString(publicPart)]),
    // dropbear src/ed25519.c:buf_put_ed25519_priv_key
    hostKey: Buffer.concat([name, wireString(Buffer.concat([privatePart, publicPart]))]),
  };
}

/** RFC 4251 `string`: length, then bytes. */
function wireString(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
