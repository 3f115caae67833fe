/** What repro.sh says of itself, of what it was made with, and of what it is given instead. */
import { rowTitle } from '../story.ts';
import { leadingTo, type Failure } from './failure.ts';
import { configText } from './kernel-config.ts';
import type { Packed } from './packing.ts';
import { provenance, usedText } from './provenance.ts';
import { shellComment } from './shell-words.ts';

/** Where Debian's package, or an ordinary installation, puts it. */
export const defaultKernel = ({ attempt: { release } }: Failure): string => `/boot/vmlinuz-${release}`;

export function header(failure: Failure, packed: Packed): string[] {
  const { finding, row, runId, attempt } = failure;
  const { kernelPackages, qemu, qemuPackages, guestPackages, kernelSha256, imageSha256 } = provenance(failure);
  return shellComment([
    finding.title, '',
    `Found by daxlab in run ${runId}: ${rowTitle(row)} (${attempt.release}).`, '',
    'Boots the machine that showed it, does what was done, and says whether it is there again.', '',
    'Exit status: 1 reproduced, 0 not reproduced, 3 could not tell. The guest has all of its console in $CONSOLE.', '',
    ...(leadingTo(failure).some(({ operation }) => operation.kind !== 'together' && operation.fault !== undefined)
      ? ["A function of the kernel was made to fail through QEMU's gdb stub, which this script does not do: npx daxlab run scenario.yaml does.", ''] : []),
    ...(leadingTo(failure).some(({ operation }) => operation.kind === 'together') ? ['Who of several processes comes first is chance: where it is not reproduced, or cannot be told, try again.', ''] : []),
    'Needs QEMU 8.0 or newer, the kernel and a POSIX shell. Variables:',
    '  QEMU     program, and options such as -L if it needs any; qemu-system-x86_64 unless given',
    `  KERNEL   bzImage or vmlinux; ${packed.kernel === undefined ? defaultKernel(failure) : `${packed.kernel} beside this script`} unless given`,
    "  INITRD   initramfs with that kernel's modules; another kernel that has its drivers built in needs no other one",
    '  TIMEOUT  seconds that the guest may take; 600 unless given',
    '  CONSOLE  where the console is written; repro-console.log unless given', '',
    'Made with:',
    ...(kernelPackages.length > 0 ? kernelPackages.map((one) => `  ${usedText(one)} (the package)`) : [`  kernel ${row.kernel}`]),
    ...(kernelSha256 === undefined ? [] : [`  kernel image, sha256 ${kernelSha256}`]),
    `  .config: ${configText(failure, packed)}`,
    ...(qemu ? [`  QEMU ${usedText(qemu).replace(/^qemu /, '')}`] : []),
    ...qemuPackages.map((one) => `  ${usedText(one)} (the package)`),
    ...guestPackages.map((one) => `  ${usedText(one)} (in the initramfs)`),
    ...(imageSha256 === undefined ? [] : [`  initramfs before it was compressed, sha256 ${imageSha256}`]),
  ]);
}

/** Of the files that it is given: whether they are those. */
export function identity(failure: Failure, packed: Packed): string[] {
  const { kernelSha256 } = provenance(failure);
  const compared: string[] = [];
  if (kernelSha256 !== undefined) compared.push(`same kernel "$KERNEL" ${kernelSha256}`);
  if (packed.initramfs) compared.push(`same initramfs "$INITRD" ${packed.initramfs.sha256}`);
  return [
    '# same WHAT FILE SHA256: says whether it is the one that the finding was made with.',
    'same() {',
    '  command -v sha256sum > /dev/null || { echo "$1: $2 (no sha256sum here to compare it with)"; return; }',
    '  if [ "$(sha256sum < "$2" | cut -d " " -f 1)" = "$3" ]; then echo "$1: $2, the one that the finding was made with"; else echo "$1: $2, another than the finding was made with"; fi',
    '}',
    ...compared,
    '# shellcheck disable=SC2086 # a program with its options',
    'echo "QEMU: $($QEMU --version | sed -n 1p)"',
  ];
}
