/** What a vmlinux says about itself: whether QEMU can enter it directly (PVH), and its release. */
import { open, type FileHandle } from 'node:fs/promises';

export interface Vmlinux {
  readonly is64Bit: boolean;
  /** Physical address at which a PVH loader enters; undefined without CONFIG_PVH. */
  readonly pvhEntry: bigint | undefined;
}

const PT_NOTE = 4;
/** XEN_ELFNOTE_PHYS32_ENTRY, of the name `Xen`. */
const PHYS32_ENTRY = 18;
const X86_64 = 62;
/** Notes of a kernel take some hundred bytes; what is larger is no note segment. */
const MOST_NOTES = 1 << 20;

/** Undefined when the file is no x86-64 or i386 ELF. */
export async function readVmlinux(file: string): Promise<Vmlinux | undefined> {
  const handle = await open(file);
  try {
    const header = await readAt(handle, 0, 64);
    if (header.length < 64 || header.readUInt32BE(0) !== 0x7f454c46 || header[5] !== 1) return undefined;
    if (header[4] !== 2 || header.readUInt16LE(18) !== X86_64) return { is64Bit: false, pvhEntry: undefined };
    const size = header.readUInt16LE(54);
    const table = await readAt(handle, Number(header.readBigUInt64LE(32)), size * header.readUInt16LE(56));
    for (let at = 0; size >= 56 && at + size <= table.length; at += size) {
      if (table.readUInt32LE(at) !== PT_NOTE) continue;
      const length = Number(table.readBigUInt64LE(at + 32));
      if (length > MOST_NOTES) continue;
      const pvhEntry = pvhNote(await readAt(handle, Number(table.readBigUInt64LE(at + 8)), length));
      if (pvhEntry !== undefined) return { is64Bit: true, pvhEntry };
    }
    return { is64Bit: true, pvhEntry: undefined };
  } finally {
    await handle.close();
  }
}

/** Notes are name size, content size, type, then name and content, each padded to 4 bytes. */
function pvhNote(notes: Buffer): bigint | undefined {
  // Not by `& ~3`: that takes a length from 2^31 on for a negative one.
  const padded = (length: number) => Math.ceil(length / 4) * 4;
  for (let at = 0; at + 12 <= notes.length; ) {
    const [nameLength, length, type] = [notes.readUInt32LE(at), notes.readUInt32LE(at + 4), notes.readUInt32LE(at + 8)];
    const name = notes.toString('latin1', at + 12, at + 12 + nameLength);
    const content = at + 12 + padded(nameLength);
    if (content + length > notes.length) return undefined;
    if (type === PHYS32_ENTRY && name === 'Xen\0') {
      if (length >= 8) return notes.readBigUInt64LE(content);
      if (length >= 4) return BigInt(notes.readUInt32LE(content));
    }
    at = content + padded(length);
  }
  return undefined;
}

/** What is there; nothing beyond what a file can have. */
async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  if (!Number.isSafeInteger(position)) return Buffer.alloc(0);
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}
