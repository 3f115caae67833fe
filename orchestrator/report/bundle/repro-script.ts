/** repro.sh: a reproduction that needs QEMU, the kernel and a POSIX shell. */
import type { Checks } from './check.ts';
import { checksOf } from './checks.ts';
import { hostPart, type HostPart } from './dimm-steps.ts';
import { guestScript } from './guest-script.ts';
import { bootCommand, leadingTo, type Failure } from './failure.ts';
import type { Packed } from './packing.ts';
import { qemuCommand, type Option } from './qemu-command.ts';
import { defaultKernel, header, identity } from './script-header.ts';
import { shellWord, shellWords } from './shell-words.ts';
import { unscriptable } from './unscriptable.ts';

/** The word that ends a here-document: none of its lines may be it, and what a finding says may have lines of its own. */
function endOf(lines: readonly string[]): string {
  const taken = new Set(lines.flatMap((line) => line.split('\n')));
  let word = 'GUEST';
  while (taken.has(word)) word += '_';
  return word;
}

/** Undefined where `unscriptable` says why. */
export function reproScript(failure: Failure, packed: Packed): string | undefined {
  const { attempt } = failure;
  const performed = leadingTo(failure);
  const command = bootCommand(attempt);
  const prepare = attempt.guest?.prepare;
  if (!command || !prepare || unscriptable(failure) !== undefined) return undefined;
  const checks = checksOf(failure.finding, attempt);
  const { options, append } = qemuCommand(command);
  const host = hostPart(performed, command, prepare);
  const guest = guestScript({ prepare, performed, checks });
  const end = endOf(guest);
  return [
    '#!/bin/sh',
    ...header(failure, packed),
    'set -u',
    'here=$(cd "$(dirname "$0")" && pwd) || exit 3',
    'QEMU=${QEMU:-qemu-system-x86_64}',
    `KERNEL=\${KERNEL:-${packed.kernel === undefined ? shellWord(defaultKernel(failure)) : `"$here"/${packed.kernel}`}}`,
    `INITRD=\${INITRD:-"$here"/${packed.initramfs?.name ?? 'initramfs.cpio.gz'}}`,
    'TIMEOUT=${TIMEOUT:-600}',
    'CONSOLE=${CONSOLE:-repro-console.log}',
    '',
    ...HOST,
    ...identity(failure, packed),
    '',
    "# What the guest runs: its first process, put behind the initramfs as a second archive.",
    `cat > "$work/steps" << '${end}'`,
    ...guest,
    end,
    '',
    ...ARCHIVE,
    ...host.before,
    '',
    'echo "booting $KERNEL"',
    '# shellcheck disable=SC2086 # as above',
    '$QEMU \\',
    ...options.map((option) => `  ${optionText(option)} \\`),
    '  -kernel "$KERNEL" -initrd "$work/initramfs" \\',
    ...host.options.map((option) => `  ${option} \\`),
    `  -append ${shellWord(`${append} rdinit=/steps`)} \\`,
    `  < ${host.keyboard} > "$CONSOLE" 2> "$work/errors" &`,
    ...waiting(host, checks),
    '',
    ...result(failure, checks),
    '',
  ].join('\n');
}

const optionText = ([name, value]: Option): string => (value === undefined ? name : shellWords([name, value]));

const HOST = [
  "unclear() { echo \"could not tell: $*\"; exit 3; }",
  'for program in awk cat cut dd grep kill mkdir rm sed sleep tr wc; do command -v "$program" > /dev/null || unclear "there is no $program"; done',
  'command -v "${QEMU%% *}" > /dev/null || unclear "there is no $QEMU: give QEMU=PROGRAM"',
  '[ -r "$KERNEL" ] || unclear "$KERNEL cannot be read: give KERNEL=FILE"',
  '[ -r "$INITRD" ] || unclear "$INITRD cannot be read: give INITRD=FILE"',
  'work=${TMPDIR:-/tmp}/repro.$$',
  '(umask 077 && mkdir "$work") || unclear "$work cannot be made"',
  "qemu=",
  "trap '[ -z \"$qemu\" ] || kill \"$qemu\" 2> /dev/null; rm -rf \"$work\"' EXIT",
  "trap 'exit 3' HUP INT TERM",
  ': > "$CONSOLE" || unclear "$CONSOLE cannot be written: give CONSOLE=FILE"',
] as const;

const ARCHIVE = [
  '# Behind the initramfs: /steps, in the newc format of cpio. Archives begin at multiples of 4 bytes, and their parts as well.',
  'zeros() { dd if=/dev/zero bs=1 count="$1" 2> /dev/null; }',
  'member() { # NAME MODE SIZE',
  "  printf '070701%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%s\\0' 1 \"$2\" 0 0 1 0 \"$3\" 0 0 0 0 \"$((${#1} + 1))\" 0 \"$1\"",
  '  zeros $(((4 - (110 + ${#1} + 1) % 4) % 4))',
  '}',
  'size() { echo $(($(wc -c < "$1"))); }',
  '{',
  '  cat "$INITRD"; zeros $(((512 - $(size "$INITRD") % 512) % 512))',
  '  member steps 33261 "$(size "$work/steps")"; cat "$work/steps"; zeros $(((4 - $(size "$work/steps") % 4) % 4))',
  '  member TRAILER!!! 0 0',
  '} > "$work/initramfs" || unclear "$work/initramfs cannot be written"',
] as const;

const waiting = ({ serve }: HostPart, { hang }: Checks): readonly string[] => [
  'qemu=$!',
  'seconds=0',
  ...(hang ? ["late=''"] : []),
  'while kill -0 "$qemu" 2> /dev/null; do',
  `  [ "$seconds" -lt "$TIMEOUT" ] || { ${hang ? 'late=yes; ' : ''}kill "$qemu"; break; }`,
  ...serve,
  '  sleep 1; seconds=$((seconds + 1))',
  'done',
  'wait "$qemu" 2> /dev/null',
  'qemu=',
  'tr -d "\\r" < "$CONSOLE" > "$work/console"',
  'cat "$work/errors"',
  "sed -n 's/^.*\\] repro: /  /p' \"$work/console\"",
];

function result({ finding }: Failure, { log, hang, values, leftOut }: Checks): string[] {
  const notes = leftOut.map((what) => `echo ${shellWord(`not looked for: ${what}`)}`);
  if (log) {
    const from = finding.operation < 0 ? '1' : `/repro: operation ${finding.operation}: /`;
    return [
      ...notes,
      `echo ${shellWord(`expected: no report of the kernel; seen when the finding was made: ${finding.title}`)}`,
      `sed -n ${shellWord(`${from},$p`)} "$work/console" > "$work/since"`,
      'found=0',
      ...log.texts.map((text) => `if grep -F -e ${shellWord(text)} "$work/since" | sed -n 's/^/  seen: /;1p' | grep .; then found=$((found + 1)); else echo ${shellWord(`  not seen: ${text}`)}; fi`),
      `[ "$found" -lt ${log.texts.length} ] || { echo reproduced; exit 1; }`,
      'grep -q "repro: end" "$work/console" || unclear "the guest did not come to its end, see $CONSOLE"',
      '[ "$found" -eq 0 ] || unclear "the kernel reports something like it, see $CONSOLE"',
      'echo "not reproduced"',
    ];
  }
  if (hang) {
    const begun = finding.operation < 0 ? 'true' : `grep -q ${shellWord(`repro: operation ${finding.operation}: `)} "$work/console"`;
    return [
      `echo ${shellWord(`expected: the guest goes on; seen when the finding was made: ${finding.title}`)}`,
      `if [ -n "$late" ] && ${begun}; then echo "  no end within $TIMEOUT s"; echo reproduced; exit 1; fi`,
      ...TOLD,
    ];
  }
  if (values.length === 0) return [...notes, 'unclear "nothing of the finding can be read by a shell: see report.txt, and $CONSOLE for what the guest did"'];
  return [...notes, ...TOLD];
}

const TOLD = [
  'if grep -q "repro: reproduced: " "$work/console"; then echo reproduced; exit 1; fi',
  'if grep -q "repro: not reproduced: " "$work/console"; then echo "not reproduced"; exit 0; fi',
  'unclear "the guest did not come to a result, see $CONSOLE"',
] as const;
