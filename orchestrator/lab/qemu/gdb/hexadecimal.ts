/** Numbers as the protocol writes them: memory and registers as bytes in the guest's order, which is little-endian on x86. */
export const hexOf = (bytes: Buffer): string => bytes.toString('hex');

/** Undefined for a text that is not whole bytes in hexadecimal. */
export const bytesOf = (text: string): Buffer | undefined => (/^(?:[0-9a-f]{2})*$/i.test(text) ? Buffer.from(text, 'hex') : undefined);

/** @param size bytes */
export function littleEndian(value: bigint, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let rest = BigInt.asUintN(size * 8, value);
  for (let at = 0; at < size; at++, rest >>= 8n) bytes[at] = Number(rest & 0xffn);
  return bytes;
}

export const fromLittleEndian = (bytes: Buffer): bigint => bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
