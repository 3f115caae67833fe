import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import { BASH_SCRIPT } from './bash.ts';

const scratch = scratchFolder();
const DAXLAB = fileURLToPath(new URL('../daxlab.mjs', import.meta.url));

/** What a real bash offers for the line, whose words it breaks as its readline does, where `body` is what daxlab does. */
function offered(line: string, body: string): string[] {
  const file = join(scratch(), 'complete.sh');
  writeFileSync(file, `${BASH_SCRIPT}
daxlab() { ${body}; }
COMP_LINE=$1 COMP_POINT=\${#1} COMP_WORDS=("\${@:2}") COMP_CWORD=$(($# - 2))
complete -p daxlab > /dev/null || exit 1
_daxlab daxlab
printf '%s\\n' "\${COMPREPLY[@]}"
`);
  const broken = line.split(/\s+|(?<=[:=])|(?=[:=])/);
  return execFileSync('bash', ['--norc', '-u', file, line, ...broken], { encoding: 'utf8', cwd: scratch() }).split('\n').filter((word) => word !== '');
}

const ANSWERS = "printf '%s\\t%s\\n' debian:6.12 'a kernel' debian:6.18 '' :4 ''";
const WORDS = 'printf "<%s>\\n" "$@"';

it('offers what daxlab answers, without its descriptions and its directive', () => {
  expect(offered('daxlab run --kernel ', ANSWERS)).toEqual(['debian:6.12', 'debian:6.18']);
});

it.each(['daxlab run --kernel debian:6.1', 'daxlab run --kernel=debian:6.1', 'daxlab run --kernel debian:'])('does not repeat what bash keeps before the colon of %s', (line) => {
  expect(offered(line, ANSWERS)).toEqual(['6.12', '6.18']);
});

it('does not repeat what stands before an equals sign', () => {
  expect(offered('daxlab run --kernel=deb', ANSWERS)).toEqual(['debian:6.12', 'debian:6.18']);
});

it('asks for every word as it was typed, the last one too where it is empty, and runs none of them', () => {
  expect(offered('daxlab show $(touch${IFS}x) * `false`; ', WORDS)).toEqual(['<complete>', '<-->', '<show>', '<$(touch${IFS}x)>', '<*>', '<`false`;>', '<>']);
});

it('completes with the real daxlab', () => {
  expect(offered('daxlab sh', `${JSON.stringify(process.execPath)} ${JSON.stringify(DAXLAB)} "$@"`)).toEqual(['shell', 'show']);
});
