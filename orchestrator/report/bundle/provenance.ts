/** Which kernel, QEMU and guest tools a finding was made with, by version and sha256. */
import type { Used } from '../../archive/run-file.ts';
import type { Failure } from './failure.ts';

export interface Provenance {
  /** Kernel packages; none for a kernel given as a file or built here. */
  readonly kernelPackages: readonly Used[];
  /** What it was built from, a line each; none for a kernel that daxlab did not build. */
  readonly builtFrom: readonly string[];
  /** Of the kernel image (bzImage, or the user's vmlinux). */
  readonly kernelSha256?: string | undefined;
  readonly imageSha256?: string | undefined;
  readonly qemu?: Used | undefined;
  readonly qemuPackages: readonly Used[];
  /** Packages whose programs and libraries are in the guest's image. */
  readonly guestPackages: readonly Used[];
}

export function provenance({ attempt: { release, guest }, key, used }: Pick<Failure, 'attempt' | 'key' | 'used'>): Provenance {
  const isOfKernel = ({ name }: Used): boolean => release !== '' && /^linux-(image|binary|modules|base)-/.test(name) && name.endsWith(release);
  const isQemu = ({ name }: Used): boolean => name.startsWith('qemu-system') || name === 'seabios';
  return {
    kernelPackages: used.filter(isOfKernel),
    builtFrom: builtFromLines(used.find(({ name, builtFrom }) => name === key.kernel && builtFrom !== undefined)?.builtFrom),
    kernelSha256: guest?.kernel?.sha256,
    imageSha256: guest?.image?.sha256,
    qemu: used.find(({ name }) => name === 'qemu'),
    qemuPackages: used.filter(isQemu),
    // QEMU may use the same library in the same package.
    guestPackages: [...new Map(used.filter(({ name }) => IN_THE_GUEST.test(name)).map((one) => [usedText(one), one])).values()],
  };
}

/** `built from linux-source-6.12 6.12.118-1`, and each patch with its message id. */
function builtFromLines(built: Used['builtFrom']): string[] {
  if (!built) return [];
  const { source: { name, commit, dirty }, series, configuration, compiler } = built;
  const patches = series.flatMap(({ version, patches: all }) => all.map(({ subject, messageId }) => `  ${version > 1 ? `v${version}: ` : ''}${subject}${messageId === undefined ? '' : ` <${messageId}>`}`));
  return [
    `built from ${name}${commit === undefined ? '' : ` (${commit})`}${dirty ? ', with changes that are not committed' : ''}${patches.length === 0 ? '' : ', with'}`, ...patches,
    `configuration: ${configuration.fragments.join(' + ')}; compiler: ${compiler}`,
  ];
}

/** Of what the image is made of (orchestrator/lab/image/programs.ts), what a kernel's answer may hang on. */
const IN_THE_GUEST = /^(?:busybox-static|cxl|daxctl|dropbear-bin|ndctl|perl-base|lib(?:c6|cxl\d+|daxctl\d+|ndctl\d+))$/;

/** `linux-image-6.12.43+deb12-cloud-amd64 6.12.43-1~bpo12+1, sha256 …` */
export const usedText = ({ name, version, sha256 }: Used): string => [version === undefined ? name : `${name} ${version}`, ...(sha256 === undefined ? [] : [`sha256 ${sha256}`])].join(', ');
