/** The compressions that CONFIG_KERNEL_* offers, as far as a program for them is among the tools. */

export interface Compression {
  readonly name: string;
  /** What a stream begins with. */
  readonly magic: readonly number[];
  /** Reads one stream from standard input and writes it unpacked to standard output; undefined for gzip, which Node has built in. */
  readonly program?: string;
  readonly arguments: readonly string[];
}

const COMPRESSIONS: readonly Compression[] = [
  { name: 'gzip', magic: [0x1f, 0x8b], arguments: [] },
  { name: 'zstd', magic: [0x28, 0xb5, 0x2f, 0xfd], program: 'zstd', arguments: ['-dcq'] },
  { name: 'xz', magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], program: 'xz', arguments: ['-dcq'] },
  { name: 'lzma', magic: [0x5d, 0x00, 0x00], program: 'xz', arguments: ['-dcq', '--format=lzma'] },
  { name: 'lz4', magic: [0x02, 0x21, 0x4c, 0x18], program: 'lz4', arguments: ['-dcq'] },
];

export function compressionOf(head: Buffer): Compression | undefined {
  return COMPRESSIONS.find(({ magic }) => magic.every((byte, index) => head[index] === byte));
}
