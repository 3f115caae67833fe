/** The files of one bundle. */
import { mkdir } from 'node:fs/promises';
import { writeText } from '../../archive/json-file.ts';
import type { FailureFiles } from '../../archive/layout.ts';
import { RecordWriteError } from '../../archive/record-error.ts';
import type { Failure } from './failure.ts';
import { hasPackagedConfig, recordedConfig } from './kernel-config.ts';
import { hasKernel, packConfig, packImage, packKernel, type Images, type Packed } from './packing.ts';
import { reportText } from './report-text.ts';
import { reproScript } from './repro-script.ts';
import { scenarioYaml } from './scenario-yaml.ts';

export interface BundleOptions {
  /** The kernel goes in as well. One that is in it stays. */
  readonly withKernel: boolean;
}

/**
 * @param events of its row, a line each
 * @throws RecordWriteError
 */
export async function writeBundle(files: FailureFiles, failure: Failure, events: string, images: Images, { withKernel }: BundleOptions): Promise<void> {
  const { image = {}, kernel } = failure.attempt.guest ?? {};
  try {
    await mkdir(files.folder, { recursive: true });
    const packed: Packed = {
      initramfs: await packImage(image, files.initramfs, images),
      kernel: await packedKernel(files.folder, kernel?.from, withKernel),
      config: hasPackagedConfig(failure) ? undefined : await packConfig(recordedConfig(failure) ?? {}, files.config),
    };
    await writeText(files.scenario, scenarioYaml(failure));
    const script = reproScript(failure, packed);
    await writeText(files.report, reportText(failure, packed));
    await writeText(files.console, failure.attempt.console.map((line) => `${line}\n`).join(''));
    await writeText(files.events, events);
    if (script !== undefined) await writeText(files.script, script, 0o755);
  } catch (error) {
    throw error instanceof RecordWriteError ? error : new RecordWriteError(files.folder, error);
  }
}

async function packedKernel(folder: string, from: string | undefined, withKernel: BundleOptions['withKernel']): Promise<string | undefined> {
  const had = await hasKernel(folder);
  if (had !== undefined || !withKernel || from === undefined) return had;
  return packKernel(from, folder);
}
