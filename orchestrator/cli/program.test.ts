import { describe, expect, it } from 'vitest';
import { daxlab } from './fixtures/recorder.ts';

describe('the command line', () => {
  it.each([[[]], [['run']], [['list']], [['doctor']], [['shell']], [['show']], [['cache']], [['cache', 'prune']], [['completion']]])('shows examples with --help after %j', async (command) => {
    const { out, err, status } = await daxlab(...command, '--help');
    expect({ err, status }).toEqual({ err: '', status: 0 });
    expect(out).toMatch(/^Usage: daxlab/);
    expect(out).toMatch(/\nExamples:\n {2}npx daxlab /);
  });

  it.each([
    ['rnu', "unknown command 'rnu'\n(Did you mean run?)\n(npx daxlab --help shows examples)"],
    ['run --machin cxl', "unknown option '--machin'\n(Did you mean --machine?)\n(npx daxlab run --help shows examples)"],
    ['run --machine', "option '--machine <name>' argument missing"],
    ['run --machine ,', "'--machine <name>' argument ',' is invalid. a name is missing."],
    ['run --jobs 0', 'it must be a whole number from 1 on'],
    ['run --budget 20', 'it must be a time such as 20m'],
    ['run --shard 5/4', 'it must be a part of a whole such as 1/4'],
    ['run --resume latest --results /nonexistent', 'there is no run yet: /nonexistent'],
    ['run --known /nonexistent/known.yaml', 'ENOENT'],
    ['run --jobs 2x', 'it must be a whole number from 1 on'],
    ['list', "missing required argument 'what'"],
    ['list kernles', "no list is called 'kernles'; nearest: kernels"],
    ['show', "missing required argument 'run[/finding]'"],
    ['show latest --results /nonexistent', 'there is no run yet: /nonexistent'],
    ['shell cxll', "no machine is called 'cxll'; nearest: cxl"],
    ['shell hmem --kernel debain:6.12', 'perhaps debian:6.12'],
    ['run smok', "no suite is called 'smok'; nearest: smoke"],
    ['run --machine cxll', "no machine is called 'cxll'; nearest: cxl"],
    ['run nightly --scenario replaced-expandr', "no scenario is called 'replaced-expandr'; nearest: replaced-expander"],
    ['compare --base debian:6.12 --with debian:7.3 --scenario cycel', "no scenario is called 'cycel'; nearest: cycle"],
    ['run --policy auto-onlin', "no policy is called 'auto-onlin'; nearest: auto-online"],
    ['run --kernel 6.12', 'perhaps debian:6.12'],
    ['run /nonexistent/own.yaml', 'ENOENT'],
    ['cache prune', "required option '--keep <size>' not specified"],
    ['cache prune --keep 5', 'it must be a size such as 512MiB or 10GiB'],
    ['', 'Usage: daxlab'],
  ])('daxlab %s is wrong usage', async (line, words) => {
    const { out, err, status } = await daxlab(...line.split(' ').filter((word) => word !== ''));
    expect(err).toContain(words);
    expect({ out, status }).toEqual({ out: '', status: 64 });
  });

  it.each(['machines', 'policies', 'suites', 'scenarios', 'mutants', 'machine', 'policy'])('lists %s', async (what) => {
    const { out, status } = await daxlab('list', what);
    expect(status).toBe(0);
    expect(out).toMatch(/^\S+ {2,}\S/);
    expect(JSON.parse((await daxlab('list', what, '--json')).out)).toContainEqual(expect.objectContaining({ name: expect.any(String) as string }));
  });
});
