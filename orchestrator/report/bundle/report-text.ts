/** report.txt: the finding laid out as a report to a kernel mailing list. */
import { isHang } from '../../judge/findings.ts';
import { minimalSteps } from '../../judge/minimal-steps.ts';
import { describe } from '../../model/operation.ts';
import { rowTitle } from '../story.ts';
import { errnoNumberText } from './errno-text.ts';
import type { Performed } from '../../judge/retrace.ts';
import { isOfDimms, onMonitor } from './dimm-steps.ts';
import { bootCommand, leadingTo, shrunkFor, type Failure } from './failure.ts';
import { echoed } from './guest-steps.ts';
import { configText } from './kernel-config.ts';
import type { Packed } from './packing.ts';
import { provenance, usedText } from './provenance.ts';
import { unscriptable } from './unscriptable.ts';

/** What mailing lists ask for; the kernel's own lines and commands stay whole. */
const WIDTH = 75;
const MOST_STEPS = 60;

export function reportText(failure: Failure, packed: Packed): string {
  const { finding, row, attempt } = failure;
  const without = unscriptable(failure);
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['What was done', [...wrap(`${done(failure)}, on ${machineText(failure)}.`)]],
    ['Expected', expected(failure)],
    ['Seen', seen(failure)],
    ['Kernel and configuration', configuration(failure, packed)],
    ...callTrace(failure),
    steps(failure, without === undefined ? 'repro.sh' : 'scenario.yaml'),
    ['Reproducer', without === undefined ? reproducer(packed) : wrap(`No repro.sh: ${without}. scenario.yaml runs the steps with daxlab.`)],
    ...(failure.others.length > 0 ? [['Also seen', [`by the same run in ${failure.others.length} more:`, ...failure.others.map((one) => `  ${one}`)]] as const] : []),
  ];
  return [
    `Subject: [BUG] dax/kmem: ${finding.title}${attempt.release === '' ? '' : ` (${attempt.release})`}`,
    '',
    ...wrap(`Who to send it to: scripts/get_maintainer.pl -f drivers/dax/kmem.c mm/memory_hotplug.c${row.machine.startsWith('cxl') ? ' drivers/cxl/core/region.c' : ''}`),
    '',
    ...sections.flatMap(([title, lines]) => [title, '-'.repeat(title.length), ...lines, '']),
  ].join('\n');
}

function done({ finding, attempt }: Failure): string {
  const failing = attempt.performed.find(({ index }) => index === finding.operation);
  if (!failing) return 'The machine was booted and its memory devices were prepared; no operation was done';
  return `${capital(describe(failing.operation))}, after ${failing.index === 0 ? 'nothing else' : `${failing.index} other operation${failing.index === 1 ? '' : 's'}`}`;
}

const machineText = ({ row, attempt }: Failure): string => `machine ${row.machine} of daxlab (QEMU, ${attempt.accelerator || 'accelerator not known'})${row.policy === 'default' ? '' : `, policy ${row.policy}`}`;

function expected({ finding }: Failure): string[] {
  if (finding.kind === 'log' && !isHang(finding)) return ['No report of the kernel.'];
  return finding.differences.map(({ fact, expected: text }) => `  ${fact}: ${text}`);
}

function seen({ finding }: Failure): string[] {
  return [...wrap(finding.title), ...finding.differences.map(({ fact, seen: text }) => `  ${fact}: ${text}`)];
}

/** The kernel's own; of a hang that it does not report, what it said when it was asked. */
function callTrace({ finding, diagnosis = [] }: Failure): readonly (readonly [string, readonly string[]])[] {
  const lines = [...finding.log, ...(isHang(finding) ? diagnosis : [])];
  return lines.length === 0 ? [] : [['Call trace', lines]];
}

/** @param file beside it, which has all of them */
function steps(failure: Failure, file: string): readonly [string, readonly string[]] {
  const performed = leadingTo(failure);
  const shrunk = shrunkFor(failure);
  const minimal = shrunk ? performed : minimalSteps(failure.finding, performed);
  const shown = minimal.slice(-MOST_STEPS);
  const left = minimal.length - shown.length;
  const lines = [
    ...(minimal.length < performed.length ? wrap(`${minimal.length} of ${performed.length} operations: by the contract the others lead back to where they began. That was not tried (npx daxlab repro --shrink does); ${file} has all.`) : []),
    ...(shrunk ? wrap(shrunkText(performed.length, shrunk)) : []),
    ...(failure.attempt.guest?.prepare ? wrap(`The dax devices are there and bound to no driver (${failure.attempt.guest.prepare.slice(1).join(' ')}).`) : []),
    '',
    ...(left > 0 ? [`  # ${left} operations before these are in ${file}`] : []),
    ...shown.map((one) => `  ${stepText(one, failure)}`),
  ];
  return [shrunk || minimal.length < performed.length ? 'Minimal steps' : 'Steps', lines];
}

/** How it is known that there are no fewer. */
function shrunkText(left: number, { operations, row, run, shown, of, guests }: NonNullable<ReturnType<typeof shrunkFor>>): string {
  const which = `${operations} operations of ${row}${run === undefined ? '' : ` in run ${run}`}`;
  return `${left} of the ${which}, which showed it again in ${shown} of ${of} guests: fewer and simpler ones were tried in ${guests}. The record of that run has all ${operations}.`;
}

function stepText({ operation, write, errno }: Performed, { attempt }: Failure): string {
  const command = write ? echoed(write) : isOfDimms(operation) ? `(on QEMU's monitor) ${onMonitor(operation, bootCommand(attempt) ?? [])}` : `# ${describe(operation)}`;
  if (errno === undefined) return `${command}    # does not return`;
  return errno === 0 ? command : `${command}    # ${errnoNumberText(errno)}`;
}

function configuration(failure: Failure, packed: Packed): string[] {
  const { attempt: { release, start }, row } = failure;
  const { kernelPackages, builtFrom, kernelSha256, imageSha256, qemu, qemuPackages, guestPackages } = provenance(failure);
  const parameters = start ? Object.entries(start.parameters).map(([name, value]) => `${name}=${value ?? 'none'}`).join(' ') : '';
  return [
    `uname -r: ${release || 'not known'} (asked for as ${row.kernel})`,
    ...kernelPackages.map(usedText),
    ...builtFrom,
    ...(kernelSha256 === undefined ? [] : [`kernel image, sha256 ${kernelSha256}`]),
    ...wrap(`.config: ${configText(failure, packed)}`),
    ...(qemu ? [`QEMU ${usedText(qemu).replace(/^qemu /, '')}`] : []),
    ...qemuPackages.map(usedText),
    ...(start ? [`command line: ${start.commandLine}`, `memory blocks: ${start.blockSize / 2 ** 20} MiB; ${parameters}`, `tainted before the first operation: ${start.tainted}`] : []),
    ...(imageSha256 === undefined ? [] : [`initramfs, sha256 ${imageSha256}, with`, ...guestPackages.map((one) => `  ${usedText(one)}`)]),
    `found in: ${rowTitle(row)}, run ${failure.runId} of ${failure.startedAt}`,
  ];
}

const reproducer = ({ initramfs, kernel }: Packed): string[] => wrap(
  `repro.sh needs QEMU, ${kernel === undefined ? 'the kernel' : 'nothing else (the kernel is beside it)'} and a POSIX shell; ${initramfs ? `its guest's programs and modules are in ${initramfs.name}` : 'the initramfs of the run is not packed with it: it was not there any more'}. `
  + 'Exit status 1: reproduced, 0: not, 3: could not tell.',
);

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
