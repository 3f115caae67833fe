/** Which kernel, QEMU and guest tools a finding was made with, by version and sha256. */
import type { Used } from '../../archive/run-file.ts';
import type { Failure } from './failure.ts';

export interface Provenance {
  /** Kernel packages; none for a kernel given as a file or built here. */
  readonly kernelPackages: readonly Used[];
  /** Of the kernel image (bzImage, or the user's vmlinux). */
  readonly kernelSha256?: string | undefined;
  readonly imageSha256?: string | undefined;
  readonly qemu?: Used | undefined;
  readonly qemuPackages: readonly Used[];
  /** Everything else: tools that are in the guest, and the libraries of all. */
  readonly others: readonly Used[];
}

export function provenance({ attempt: { release, guest }, used, key }: Pick<Failure, 'attempt' | 'used' | 'key'>): Provenance {
  const isOfKernel = ({ name }: Used): boolean => release !== '' && /^linux-(image|binary|modules|base)-/.test(name) && name.endsWith(release);
  const isQemu = ({ name }: Used): boolean => name.startsWith('qemu-system') || name === 'seabios';
  // The run's own lines for kernels and images, and other kernels' packages, say nothing about this one.
  const isOther = (one: Used): boolean => !isOfKernel(one) && !isQemu(one) && one.name !== 'qemu' && one.name !== key.kernel && !/^(debian|build):|^image for |^linux-(image|binary|modules|base)-\d/.test(one.name) && one.version !== undefined;
  return {
    kernelPackages: used.filter(isOfKernel),
    kernelSha256: guest?.kernel?.sha256,
    imageSha256: guest?.image?.sha256,
    qemu: used.find(({ name }) => name === 'qemu'),
    qemuPackages: used.filter(isQemu),
    others: used.filter(isOther),
  };
}

/** `linux-image-6.12.43+deb12-cloud-amd64 6.12.43-1~bpo12+1, sha256 …` */
export const usedText = ({ name, version, sha256 }: Used): string => [version === undefined ? name : `${name} ${version}`, ...(sha256 === undefined ? [] : [`sha256 ${sha256}`])].join(', ');
