/** A series from where mail tools put it: an mbox, a folder of patches, or one patch. */
import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ConfigError } from '../../../config/explained-error.ts';
import { readMessage } from './mail.ts';
import { messagesOf } from './mbox.ts';
import { NotASeries, seriesOf, type Series } from './series.ts';

export interface ReadSeries extends Series {
  /** As it was asked for. */
  readonly asked: string;
  /** Of all diffs, in their order. */
  readonly sha256: string;
}

const NEXT = '`b4 am` and `git format-patch` write what is read: an mbox, or a folder of patches';

/** @throws ConfigError */
export async function readSeries(asked: string): Promise<ReadSeries> {
  const files = await filesOf(asked);
  const messages = (await Promise.all(files.map(async (file) => {
    const texts = messagesOf(await readFile(file, 'latin1'));
    return Promise.all(texts.map((text, index) => readMessage(text, texts.length > 1 ? `${basename(file)}, message ${index + 1}` : basename(file))));
  }))).flat();
  try {
    const series = seriesOf(messages);
    const hash = createHash('sha256');
    for (const { diff } of series.patches) hash.update(diff).update('\0');
    return { asked, ...series, sha256: hash.digest('hex') };
  } catch (error) {
    if (!(error instanceof NotASeries)) throw error;
    throw new ConfigError({ doing: 'reading a patch series', to: asked, expected: 'all patches of one series', seen: error.message, next: NEXT }, { cause: error });
  }
}

/** Of a folder its files by name, and those of cur/ and new/ where it is a maildir; what begins with a dot is nobody's patch. */
async function filesOf(asked: string): Promise<string[]> {
  const kind = await stat(asked).then((status) => (status.isDirectory() ? 'folder' : 'file'), () => undefined);
  if (kind === undefined) throw new ConfigError({ doing: 'reading a patch series', to: asked, expected: 'an mbox, a patch, or a folder of patches', seen: 'nothing there', next: NEXT });
  if (kind === 'file') return [asked];
  const found = await Promise.all(['', 'cur', 'new'].map(async (folder) => {
    const entries = await readdir(join(asked, folder), { withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => join(asked, folder, name));
  }));
  return found.flat().sort();
}
