import ssh2 from 'ssh2';
import { expect, test } from 'vitest';
import { makeRunKeys } from './keys.ts';

test('the host key is what goes over the wire, and dropbear gets both parts', () => {
  const { hostPublicKey, hostKey } = makeRunKeys();
  const parsed = ssh2.utils.parseKey(`ssh-ed25519 ${hostPublicKey.toString('base64')}`);
  expect(parsed).not.toBeInstanceOf(Error);
  expect(hostPublicKey.subarray(0, 15).toString('latin1')).toBe('\0\0\0\x0bssh-ed25519');
  expect(hostPublicKey).toHaveLength(4 + 11 + 4 + 32);
  // name, then a string of the private and the public part
  expect(hostKey).toHaveLength(4 + 11 + 4 + 64);
  expect(hostKey.subarray(-32)).toEqual(hostPublicKey.subarray(-32));
});

test('the authorized key is that of the private key, and no two runs share one', () => {
  const keys = makeRunKeys();
  const parsed = ssh2.utils.parseKey(keys.privateKey);
  if (parsed instanceof Error || Array.isArray(parsed)) throw new Error('not one key');
  expect(keys.authorizedKey).toContain(parsed.getPublicSSH().toString('base64'));
  expect(makeRunKeys().authorizedKey).not.toBe(keys.authorizedKey);
});

test('every key can be read and signs: not only most of them', () => {
  for (let count = 0; count < 300; count++) {
    const parsed = ssh2.utils.parseKey(makeRunKeys().privateKey);
    if (parsed instanceof Error || Array.isArray(parsed)) throw new Error('not one key');
    const data = Buffer.from('daxlab');
    expect(parsed.verify(data, parsed.sign(data))).toBe(true);
  }
});
