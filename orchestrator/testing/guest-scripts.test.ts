/** The guest's perl, as far as it can be tried without a guest: this machine's perl compiles it, and what speaks with the host is run. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GUEST_SCRIPTS } from '../lab/image/image.ts';

const perl = (argv: readonly string[], input = ''): string => execFileSync('perl', argv, { cwd: GUEST_SCRIPTS, input: Buffer.from(input), encoding: 'latin1', env: { LC_ALL: 'C' }, stdio: ['pipe', 'pipe', 'pipe'] });
const compiled = (path: string): string => execFileSync('sh', ['-c', 'perl -wc "./$0" 2>&1', path], { cwd: GUEST_SCRIPTS, encoding: 'utf8' });

describe('every script compiles, without a warning', () => {
  test.each(['agent', 'prepare', 'remake', 'hold', 'template', ...readdirSync(join(GUEST_SCRIPTS, 'prepare.d')).map((name) => `prepare.d/${name}`)])('%s', (name) => {
    expect(compiled(name)).toBe(`./${name} syntax OK\n`);
  });

  // The agent loads the rest of lib/ itself, and these when it is asked for them: after the others, whose functions are their words.
  test('tracing.pl, symbols.pl, hold.pl and fail-nth.pl, behind what the agent has loaded by then', () => {
    expect(perl(['-we', 'require "./lib/$_.pl" for qw(system-calls json tracing); print "loaded"'])).toBe('loaded');
    expect(perl(['-we', 'our $beside = "./"; require "./lib/$_.pl" for qw(system-calls json symbols); print "loaded"'])).toBe('loaded');
    expect(perl(['-we', 'sub schedule {} require "./lib/$_.pl" for qw(system-calls json pages bound-memory pattern hold); print "loaded"'])).toBe('loaded');
    expect(perl(['-we', 'sub schedule {} require "./lib/$_.pl" for qw(system-calls json write fail-nth); print "loaded"'])).toBe('loaded');
  });
});

test("the agent's port is one, whoever has it", () => {
  const texts = ['lib/channel.pl', 'template', '../orchestrator/lab/guest/agent-channel.ts'].map((path) => readFileSync(join(GUEST_SCRIPTS, path), 'utf8'));
  expect(texts.map((text) => /(?:PORT\(\) \{ |'S n a4 x8', 2, |port: )(\d+)/.exec(text)?.[1])).toEqual(['1000', '1000', '1000']);
});

describe('pattern.pl', () => {
  test('writes to each page what no other has, all over it, a piece at a time', () => {
    const code = 'require "./lib/$_.pl" for qw(system-calls pages bound-memory pattern hold); for my $number (0, 1) { for my $first (0, 16, 4080) { my $piece = pattern($number, $first, 16);'
      + ' for (0 .. 15) { my $page = substr $piece, $_ * 4096, 4096; my $word = substr $page, 0, 8; print unpack("H16", $word), $page eq $word x 512 ? "" : " not all over", "\n" } } } print length pattern(0, 32, 3)';
    const lines = perl(['-we', code]).split('\n');
    expect(lines.pop()).toBe(String(3 * 4096));
    expect(new Set(lines).size).toBe(2 * 3 * 16);
    expect(lines.every((line) => /^da01000[01][0-9a-f]{8}$/.test(line))).toBe(true);
  });
});

describe('json.pl', () => {
  const said = (line: string, code: string): string => perl(['-e', `require "./lib/json.pl"; my $line = <STDIN>; pos($line) = 0; ${code}`], line);

  test('takes any text the host sends and gives it back, byte by byte', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const reply = JSON.parse(said(`${JSON.stringify(text)}\n`, 'print json_text(json_value($line))')) as string;
      expect(Buffer.from(reply, 'latin1').toString('utf8')).toBe(text);
    }), { numRuns: 50 });
  });

  test('takes lists and objects, and stops where there is none', () => {
    const dump = 'my $v = json_value($line); print join ",", $v->{id}, $v->{writes}[1]{path}, scalar @{ $v->{pages}[0] }, scalar @{ $v->{empty} }';
    expect(said('{"id":7,"writes":[{"path":"/a"},{"path":"/b"}],"pages":[[1,-2,3]],"empty":[]}\n', dump)).toBe('7,/b,3,0');
    expect(said('{"id":}\n', 'eval { json_value($line) }; print $@')).toMatch(/^not JSON at 6/);
  });
});

describe('write.pl', () => {
  const AGENT = 'require "./lib/$_.pl" for qw(system-calls json write); sub schedule {} sub operation_begin {} sub operation_end { "\\"log\\":{}" }';

  test('gives a writer ten seconds at least', () => {
    expect(perl(['-we', `${AGENT} our $grace; print $grace`])).toBe('10');
  });

  test('hears every process that writes, and cuts off one that does not come back', () => {
    const folder = mkdtempSync(join(tmpdir(), 'daxlab-writers-'));
    try {
      // A pipe that nobody reads cannot be opened for writing: whoever tries waits.
      execFileSync('mkfifo', [join(folder, 'never')]);
      writeFileSync(join(folder, 'file'), '');
      const writes = ['file', 'never', 'absent'].map((name) => `{path=>"${folder}/${name}",value=>"text"}`).join(',');
      const said = perl(['-we', `${AGENT} our $grace = 1; $grace = 0.5; print together({ seconds => 0, writes => [${writes}] })`]);
      expect(JSON.parse(`{${said}}`)).toEqual({ results: [{ call: 'write', errno: 0, written: 4 }, { cut: 1 }, { call: 'open', errno: 2, written: 0 }], log: {} });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
