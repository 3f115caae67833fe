/** The header of a bzImage (Documentation/arch/x86/boot.rst): which kernel it is, and where its compressed vmlinux lies. */

/** Enough of the file for the header and, in every kernel so far, for the version text. */
export const HEADER_BYTES = 64 * 1024;

export interface BootImage {
  /** `uname -r` of the kernel; undefined when the image does not say. */
  readonly release: string | undefined;
  /** Of the compressed vmlinux, in bytes from the start of the file; undefined before boot protocol 2.08 (Linux 2.6.26). */
  readonly payload: { readonly offset: number; readonly length: number } | undefined;
  readonly is64Bit: boolean;
}

const SECTOR = 512;
const SETUP_SECTORS = 0x1f1;
const BOOT_FLAG = 0x1fe;
const MAGIC = 0x202;
const PROTOCOL = 0x206;
const VERSION_POINTER = 0x20e;
const XLOADFLAGS = 0x236;
const PAYLOAD_OFFSET = 0x248;
const PAYLOAD_LENGTH = 0x24c;

/** @param head the first HEADER_BYTES of a file, or all of it. Undefined when it is no bzImage. */
export function parseBootImage(head: Buffer): BootImage | undefined {
  if (head.length < PAYLOAD_LENGTH + 4 || head.readUInt16LE(BOOT_FLAG) !== 0xaa55 || head.toString('latin1', MAGIC, MAGIC + 4) !== 'HdrS') return undefined;
  const protocol = head.readUInt16LE(PROTOCOL);
  const setupSectors = head.readUInt8(SETUP_SECTORS);
  // 0 stands for 4, for kernels older than the field.
  const setupBytes = ((setupSectors === 0 ? 4 : setupSectors) + 1) * SECTOR;
  const offset = head.readUInt32LE(PAYLOAD_OFFSET);
  const length = head.readUInt32LE(PAYLOAD_LENGTH);
  return {
    release: releaseAt(head, head.readUInt16LE(VERSION_POINTER)),
    payload: protocol >= 0x208 && length > 0 ? { offset: setupBytes + offset, length } : undefined,
    is64Bit: protocol < 0x20c || (head.readUInt16LE(XLOADFLAGS) & 1) === 1,
  };
}

/** `6.12.43+deb12-cloud-amd64 (debian-kernel@…) #1 SMP …`, ended by a zero byte. */
function releaseAt(head: Buffer, pointer: number): string | undefined {
  if (pointer === 0) return undefined;
  const start = pointer + 0x200;
  const end = head.indexOf(0, start);
  const release = end < 0 ? undefined : head.toString('latin1', start, end).split(' ')[0];
  return release !== undefined && /^\d+\.\d+[\w.+~-]*$/.test(release) ? release : undefined;
}
