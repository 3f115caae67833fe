/** The kernel's initramfs format, for the few files of a run (Documentation/driver-api/early-userspace/buffer-format.rst). */
export interface ArchiveEntry {
  /** Without a leading slash. */
  readonly path: string;
  readonly mode: number;
  /** Of a file; a directory has none. */
  readonly content?: Buffer;
}

const DIRECTORY = 0o040000;
const FILE = 0o100000;
const TRAILER = 'TRAILER!!!';
/** Archives are concatenated at multiples of this. */
export const ARCHIVE_BLOCK = 512;

/** All entries as root's, without times. Directories must come before what is in them. */
export function newc(entries: readonly ArchiveEntry[]): Buffer {
  const members = entries.map(({ path, mode, content }, index) => member(path, (content ? FILE : DIRECTORY) | mode, content ?? Buffer.alloc(0), index + 1));
  return pad(Buffer.concat([...members, member(TRAILER, 0, Buffer.alloc(0), 0)]), ARCHIVE_BLOCK);
}

function member(path: string, mode: number, content: Buffer, inode: number): Buffer {
  const name = Buffer.from(`${path}\0`);
  const links = 1;
  const fields = [inode, mode, 0, 0, links, 0, content.length, 0, 0, 0, 0, name.length, 0];
  const header = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`;
  return Buffer.concat([pad(Buffer.concat([Buffer.from(header), name]), 4), pad(content, 4)]);
}

export function pad(bytes: Buffer, multiple: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((multiple - (bytes.length % multiple)) % multiple)]);
}
