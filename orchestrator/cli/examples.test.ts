import { describe, expect, it } from 'vitest';
import { examples } from './examples.ts';
import { daxlab } from './fixtures/recorder.ts';

describe('examples', () => {
  it('says beside each command what it does where all of them fit', () => {
    expect(examples([['run', 'runs'], ['list all', 'lists']])).toBe('\nExamples:\n  run       runs\n  list all  lists\n');
  });

  it('says it below where one does not', () => {
    expect(examples([['run', 'runs'], ['x'.repeat(70), `does ${'a lot '.repeat(13).trim()}`]])).toBe(`\nExamples:\n  run\n      runs\n  ${'x'.repeat(70)}\n      does ${'a lot '.repeat(11)}a\n      lot a lot\n`);
  });

  it('wraps prose, and leaves what is indented', () => {
    const table = `  ${'1 wrong   '.repeat(9)}`;
    const told = examples([], `\n${'a word '.repeat(12).trim()}\nmore.\n\nExit status:\n${table}`).split('\n').slice(3);
    expect(told).toEqual(['a word a word a word a word a word a word a word a word a word a word a word a', 'word more.', '', 'Exit status:', table]);
  });
});

const COMMANDS = ['', 'run', 'explore', 'inject', 'compare', 'list', 'kernel', 'kernel build', 'doctor', 'shell', 'show', 'report', 'triage', 'judge', 'repro', 'bisect', 'sensitivity', 'results prune', 'cache prune', 'bench', 'completion'];

it.each(COMMANDS)('daxlab %s --help has no line but a command that is wider than a terminal', async (command) => {
  const { out } = await daxlab(...command.split(' ').filter((word) => word !== ''), '--help');
  expect(out.split('\n').filter((line) => line.length > 80 && !/^ {2}(npx daxlab|node |\$ )/.test(line))).toEqual([]);
});
