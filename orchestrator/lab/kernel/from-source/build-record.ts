/** What a kernel was built from: kept beside it, and in the record of every run that boots it. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ReadSeries } from '../series/read-series.ts';

const patchSchema = z.strictObject({ subject: z.string(), messageId: z.string().optional() });
const sha256 = z.string();

export const buildRecordSchema = z.strictObject({
  source: z.strictObject({ name: z.string(), sha256, commit: z.string().optional(), dirty: z.boolean().optional() }),
  series: z.array(z.strictObject({ version: z.int(), cover: patchSchema.optional(), patches: z.array(patchSchema), sha256 })),
  configuration: z.strictObject({ fragments: z.array(z.string()), sha256 }),
  compiler: z.string(),
});
export type BuildRecord = z.output<typeof buildRecordSchema>;

export function seriesRecord({ version, cover, patches, sha256: hash }: ReadSeries): BuildRecord['series'][number] {
  const told = ({ subject: { title }, id }: { readonly subject: { readonly title: string }; readonly id?: string | undefined }): z.output<typeof patchSchema> => ({ subject: title, ...(id === undefined ? {} : { messageId: id }) });
  return { version, ...(cover === undefined ? {} : { cover: told(cover) }), patches: patches.map(told), sha256: hash };
}

export const configurationHash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The name of what comes of it: the same source, series, configuration, compiler and tools make the same kernel. */
export function buildKey(release: string, record: BuildRecord, tools: string): string {
  const series = record.series.map((one) => one.sha256);
  return createHash('sha256').update(JSON.stringify([release, record.source.sha256, series, record.configuration.sha256, record.compiler, tools])).digest('hex').slice(0, 24);
}
