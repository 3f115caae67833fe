/** What a report says about the kernel's configuration. */
import { kernelConfiguration } from '../../archive/configuration-name.ts';
import type { Used } from '../../archive/run-file.ts';
import type { Failure } from './failure.ts';

type Told = Pick<Failure, 'attempt' | 'used' | 'key'>;

/** Older records have none. */
export const recordedConfig = ({ used, key }: Told): Used | undefined => used.find(({ name }) => name === kernelConfiguration(key.kernel));

/** Whoever has the package has it. */
export const hasPackagedConfig = ({ key }: Pick<Failure, 'key'>): boolean => key.kernel.startsWith('debian:');

/** @param packed `config`: its name beside the text */
export function configText(failure: Told, { config }: { readonly config?: string | undefined }): string {
  const { key: { kernel }, attempt, used } = failure;
  const release = attempt.release || used.find(({ name }) => name === kernel)?.version;
  const recorded = recordedConfig(failure);
  const sum = recorded?.sha256 === undefined ? '' : `, sha256 ${recorded.sha256}`;
  if (hasPackagedConfig(failure)) return release === undefined ? "that of Debian's package" : `config-${release} of Debian's package${sum}`;
  const built = kernel.startsWith('build:') ? `Debian's sources with qemu-configs/kernels/${kernel.slice('build:'.length)}.config of daxlab` : undefined;
  if (config !== undefined) return `${config} beside this file${built === undefined ? '' : ` (${built})`}${sum}`;
  if (built !== undefined) return `${built}${sum}`;
  return recorded ? `one that was there when the guest ran and is not any more${sum}` : 'not known: the record names none. daxlab finds one that the image carries (CONFIG_IKCONFIG), or that lies beside it or its modules';
}
