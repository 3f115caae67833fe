/** The release of a vmlinux, from the text that the kernel prints first: `Linux version 6.12.43+deb12-cloud-amd64 (…`. */
import { createReadStream } from 'node:fs';

const BANNER = /Linux version (\d[\w.+~-]*) \(/;
/** Longer than any banner up to its parenthesis. */
const OVERLAP = 200;

/** Undefined when there is none. */
export async function bannerRelease(file: string): Promise<string | undefined> {
  let tail = '';
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20, encoding: 'latin1' })) {
    const text = tail + String(chunk);
    const release = BANNER.exec(text)?.[1];
    if (release !== undefined) return release;
    tail = text.slice(-OVERLAP);
  }
  return undefined;
}
