/** Keys that live for one run: the guest knows daxlab by one of them, daxlab the guest by the other. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';

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

const TYPE = 'ssh-ed25519';
const COMMENT = 'daxlab';

export function makeRunKeys(): RunKeys {
  const [client, host] = [makeKey(), makeKey()];
  return {
    privateKey: opensshPrivateKey(client),
    authorizedKey: `${TYPE} ${publicWire(client).toString('base64')} ${COMMENT}`,
    hostPublicKey: publicWire(host),
    // dropbear src/ed25519.c:buf_put_ed25519_priv_key
    hostKey: Buffer.concat([wireString(TYPE), wireString(Buffer.concat([host.seed, host.point]))]),
  };
}

/** 32 bytes each (RFC 8032). */
export interface Ed25519Key {
  readonly seed: Buffer;
  readonly point: Buffer;
}

export function makeKey(): Ed25519Key {
  const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return { seed: Buffer.from(d, 'base64url'), point: Buffer.from(x, 'base64url') };
}

/** RFC 8709. */
export const publicWire = ({ point }: Ed25519Key): Buffer => Buffer.concat([wireString(TYPE), wireString(point)]);

/**
 * As ssh-keygen writes it without a passphrase (OpenSSH PROTOCOL.key). ssh2 1.17 has a function for it, of whose ed25519 keys 9 in 2000
 * could not be read again: one boot in 200 would fail for nothing.
 */
export function opensshPrivateKey(key: Ed25519Key): string {
  const check = randomBytes(4);
  const secret = Buffer.concat([check, check, wireString(TYPE), wireString(key.point), wireString(Buffer.concat([key.seed, key.point])), wireString(COMMENT)]);
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1));
  const count = Buffer.from([0, 0, 0, 1]);
  const whole = Buffer.concat([
    Buffer.from('openssh-key-v1\0'), wireString('none'), wireString('none'), wireString(''), count, wireString(publicWire(key)), wireString(Buffer.concat([secret, padding])),
  ]);
  const lines = whole.toString('base64').match(/.{1,70}/g) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n');
}

/** RFC 4251 `string`: length, then bytes. */
function wireString(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
